package com.pickatime.web.services;

/** Whom pages ask. */
public enum Service {
    CONTACTS,
    IMPORTS,
    NOTIFICATIONS,
    SSO
}
