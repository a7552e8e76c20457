package com.pickatime.imports.connection.setup;

import com.pickatime.imports.source.oneroster.CollectionCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at a connection's server showed.
 *
 * @param problem why the server could not be asked at all, and what to do; null where it was
 */
record ConnectionCheck(
        List<CollectionCheck> collections, @Nullable String problem) {}
