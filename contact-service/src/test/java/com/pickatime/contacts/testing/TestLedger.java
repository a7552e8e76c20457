package com.pickatime.contacts.testing;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.ledger.LedgerSettings;
import com.pickatime.local.testing.MovableClock;
import java.time.Duration;

/** The ledger of a database, as a running service would open it. */
public final class TestLedger {

    public static final LedgerSettings SETTINGS = new LedgerSettings(Duration.ofDays(90));

    private TestLedger() {}

    public static ImportLedger in(MongoDatabase database) {
        return ImportLedger.in(database, SETTINGS, new MovableClock());
    }
}
