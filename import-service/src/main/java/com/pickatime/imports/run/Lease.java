package com.pickatime.imports.run;

import java.time.Instant;

/** The right of one instance to work on a run; it must be renewed before {@code until}. */
public record Lease(String owner, Instant until) {}
