package com.pickatime.local.infrastructure.store;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be logged of an unexpected failure: its message may quote a document. */
final class Failures {

    private static final int FRAMES = 8;

    private Failures() {}

    static String withoutContent(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n    at ", failure.getClass().getName() + "\n    at ", ""));
    }
}
