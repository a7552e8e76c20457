package com.pickatime.imports.source;

/** Where a business's roster is read. */
public enum SourceType {
    /** ClassLink's OneRoster proxy, with the token that ClassLink lists for the tenant. */
    CLASSLINK_PROXY,
    /** The district's own OneRoster server, with a consumer key and secret. */
    CLASSLINK_DIRECT,
    /** Zip files of OneRoster CSV, uploaded for each import. */
    FILE,
    /** What an earlier import left, kept by this service; never a connection's. */
    SNAPSHOT
}
