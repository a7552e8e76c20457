package com.pickatime.contacts.reading;

import com.pickatime.local.testing.TestKeys;

/** Hashes of birth dates with the keys that all tests share. */
public final class TestHashes {

    private TestHashes() {}

    public static BirthDateHashes birthDates() {
        return new BirthDateHashes(new SealedFields(TestKeys.cipher()), TestKeys.hash());
    }
}
