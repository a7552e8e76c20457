package com.pickatime.imports.source.oneroster;

/** The district does not share a collection with pickAtime. */
final class NotSharedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotSharedException(RosterCollection collection) {
        super(collection.path() + " are not shared", null, false, false);
    }
}
