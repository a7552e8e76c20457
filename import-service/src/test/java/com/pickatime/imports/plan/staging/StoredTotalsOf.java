package com.pickatime.imports.plan.staging;

import java.util.List;

/** What the contact service holds, for tests of what follows from it. */
public final class StoredTotalsOf {

    private StoredTotalsOf() {}

    public static StoredTotals of(StoredEntry... entries) {
        var held = new StoredTotals();
        held.add(List.of(entries));
        return held;
    }
}
