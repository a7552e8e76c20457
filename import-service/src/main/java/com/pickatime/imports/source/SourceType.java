package com.pickatime.imports.source;

import com.pickatime.events.ImportSource;

/** Where a business's roster is read. */
public enum SourceType {
    /** ClassLink's OneRoster proxy, with the token that ClassLink lists for the tenant. */
    CLASSLINK_PROXY,
    /** The district's own OneRoster server, with a consumer key and secret. */
    CLASSLINK_DIRECT,
    /** Zip files of OneRoster CSV, uploaded for each import. */
    FILE,
    /** What an earlier import left, kept by this service; never a connection's. */
    SNAPSHOT;

    /** What events call it. */
    public ImportSource told() {
        return switch (this) {
            case CLASSLINK_PROXY -> ImportSource.CLASSLINK;
            case CLASSLINK_DIRECT -> ImportSource.DIRECT;
            case FILE -> ImportSource.FILE;
            case SNAPSHOT -> ImportSource.SNAPSHOT;
        };
    }
}
