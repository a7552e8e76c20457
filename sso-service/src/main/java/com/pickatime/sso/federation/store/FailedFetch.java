package com.pickatime.sso.federation.store;

import java.time.Instant;

/**
 * A fetch that failed.
 *
 * @param code stable, in upper snake case
 * @param explanation what is wrong and what to do, for an administrator
 */
public record FailedFetch(String code, String explanation, Instant at) {}
