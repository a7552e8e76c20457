package com.pickatime.imports.sourceindex;

import com.pickatime.imports.staging.HeldEntry;
import java.util.List;

/** What the contact service holds, for tests of what follows from it. */
public final class Helds {

    private Helds() {}

    public static Held of(HeldEntry... entries) {
        var held = new Held();
        held.add(List.of(entries));
        return held;
    }
}
