package com.pickatime.sso.keys.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.sso.testing.Keys;

/** Key stores for tests of who uses them. */
public final class StoredKeysFixture {

    private StoredKeysFixture() {}

    public static StoredKeys on(MongoDatabase database) {
        return new StoredKeys(database, Keys.cipher());
    }
}
