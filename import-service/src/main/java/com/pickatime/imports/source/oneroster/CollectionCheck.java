package com.pickatime.imports.source.oneroster;

import org.jspecify.annotations.Nullable;

/**
 * What a first look at one collection of a OneRoster server shows.
 *
 * @param collection the last part of its path
 * @param rows how many there are; null where the server does not say
 * @param looked how many of them were looked at
 * @param bad how many of those cannot be used
 * @param reason what is wrong and what to do, in words for an administrator, without personal data; null if nothing is
 */
public record CollectionCheck(
        String collection,
        State state,
        @Nullable Long rows,
        int looked,
        int bad,
        @Nullable String reason) {

    /** What became of the look. */
    public enum State {
        READ,
        EMPTY,
        /** Birth dates alone may be withheld. */
        NOT_SHARED,
        FAILED
    }

    static CollectionCheck of(RosterCollection collection, CollectionPage page) {
        var total = page.total() < 0 ? null : Long.valueOf(page.total());
        return new CollectionCheck(
                collection.path(),
                page.records() == 0 ? State.EMPTY : State.READ,
                total,
                page.records(),
                page.batch().refused(),
                null);
    }

    static CollectionCheck without(RosterCollection collection, State state, String reason) {
        return new CollectionCheck(collection.path(), state, null, 0, 0, reason);
    }
}
