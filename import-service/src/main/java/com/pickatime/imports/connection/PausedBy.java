package com.pickatime.imports.connection;

/** Who paused a connection: only they can resume it. */
public enum PausedBy {
    /** The district switched pickAtime off in ClassLink. */
    CLASSLINK,
    OPERATOR
}
