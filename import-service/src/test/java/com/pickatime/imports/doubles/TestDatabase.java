package com.pickatime.imports.doubles;

import com.pickatime.platform.mongo.Indexed;
import java.time.Duration;

/** What tests of store code wait for, and for how long. */
public final class TestDatabase {

    public static final Duration LIMIT = Duration.ofSeconds(20);

    private TestDatabase() {}

    public static void createIndexes(Indexed... collections) {
        for (var collection : collections) {
            collection.createIndexes().block(LIMIT);
        }
    }
}
