package com.pickatime.imports.staging;

import com.pickatime.imports.roster.RosterRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row and when its source last changed it, which decides between two rows of one source ID; null when not told. */
public record RowVersion(RosterRow row, @Nullable Instant modifiedAt) {}
