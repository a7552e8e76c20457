package com.pickatime.sso.keys.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestKeys;

/** Key stores for tests of who uses them. */
public final class StoredKeysFixture {

    private StoredKeysFixture() {}

    public static StoredKeys on(MongoDatabase database) {
        return new StoredKeys(database, TestKeys.cipher());
    }
}
