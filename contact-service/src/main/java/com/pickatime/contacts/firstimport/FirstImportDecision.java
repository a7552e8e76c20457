package com.pickatime.contacts.firstimport;

/** What shall become of the contacts that a business made itself. */
public enum FirstImportDecision {
    /** They stay, and are joined with the people of the roster. */
    ADOPT,

    /** They are deleted before the roster comes. */
    CLEAR_FIRST
}
