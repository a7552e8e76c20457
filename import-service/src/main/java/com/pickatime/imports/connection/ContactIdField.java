package com.pickatime.imports.connection;

/** Which OneRoster field becomes the ID that people see in pickAtime. */
public enum ContactIdField {
    SOURCED_ID,
    IDENTIFIER
}
