package com.pickatime.web.pages;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Tells a form that was sent twice from two forms: a service makes once what comes with the same key. */
public final class FormKey {

    private FormKey() {}

    /** For a form that is shown now. It need not be hard to guess, for it counts for one person alone. */
    public static String fresh() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
