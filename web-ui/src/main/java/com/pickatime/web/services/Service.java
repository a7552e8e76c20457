package com.pickatime.web.services;

/** Whom pages ask. */
public enum Service {
    CONFERENCES,
    CONTACTS,
    IMPORTS,
    NOTIFICATIONS,
    SSO
}
