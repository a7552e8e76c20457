package com.pickatime.contacts.reading;

import com.pickatime.local.testing.TestKeys;

/** Hashes of birth dates by the tests' keys. */
public final class TestBirthDates {

    private TestBirthDates() {}

    public static BirthDateHashes hashes() {
        return new BirthDateHashes(new SealedFields(TestKeys.cipher()), TestKeys.hash());
    }
}
