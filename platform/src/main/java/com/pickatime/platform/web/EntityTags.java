package com.pickatime.platform.web;

import org.jspecify.annotations.Nullable;

/** What callers say in the header If-Match (RFC 9110, section 13.1.1). */
public final class EntityTags {

    private EntityTags() {}

    /**
     * Whether something is what a change is meant for.
     *
     * @param ifMatch the header; null for whatever it is by now, as {@code *} is
     * @param tag of what is there
     */
    public static boolean isMeant(@Nullable String ifMatch, String tag) {
        return ifMatch == null || ifMatch.equals("*") || ifMatch.equals(tag);
    }
}
