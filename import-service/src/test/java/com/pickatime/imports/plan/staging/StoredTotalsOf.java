package com.pickatime.imports.plan.staging;

import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.StoredTotals;
import java.util.List;

/** What the contact service has stored, for tests of what follows from it. */
public final class StoredTotalsOf {

    private StoredTotalsOf() {}

    public static StoredTotals of(StoredEntry... entries) {
        var stored = new StoredTotals();
        stored.add(List.of(entries));
        return stored;
    }
}
