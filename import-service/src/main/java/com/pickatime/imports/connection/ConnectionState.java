package com.pickatime.imports.connection;

/** Whether a connection's roster is imported. */
public enum ConnectionState {
    /** Found at ClassLink; nobody has said yet which business it belongs to. */
    PENDING,
    /** Ready to be activated. */
    CONFIGURED,
    ACTIVE,
    /** Was active. Nothing is imported, and nothing is removed. */
    PAUSED
}
