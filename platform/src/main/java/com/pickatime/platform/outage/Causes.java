package com.pickatime.platform.outage;

import com.pickatime.schemas.serde.SchemaRegistryException;
import org.jspecify.annotations.Nullable;

/** What a failure was caused by. */
public final class Causes {

    private static final String HOUSE = "com.pickatime.";

    private Causes() {}

    /**
     * What failed, from the outside to what caused it, and where in our code. Messages are left out, because they may quote what was being worked on; a schema
     * registry's say what to do, and no more.
     */
    public static String inOneLine(@Nullable Throwable failure) {
        if (failure == null) {
            return "no cause was given";
        }
        var root = failure;
        var around = new StringBuilder();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException registry) {
                return String.valueOf(registry.getMessage());
            }
            if (cause.getCause() != null) {
                around.append(cause.getClass().getSimpleName()).append(" < ");
            }
            root = cause;
        }
        return around + root.getClass().getName() + place(failure);
    }

    /** Whether {@code failure}, or anything that caused it, is of one of these kinds. */
    @SafeVarargs
    public static boolean include(Throwable failure, Class<? extends Throwable>... kinds) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            for (var kind : kinds) {
                if (kind.isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String place(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            for (var frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith(HOUSE)) {
                    return " at " + frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getLineNumber();
                }
            }
        }
        return "";
    }
}
