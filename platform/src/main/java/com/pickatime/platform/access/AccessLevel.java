package com.pickatime.platform.access;

/** What a person may do in a business, least first: whoever has a level may also do what the levels before it may. */
public enum AccessLevel {
    CUSTOMER,
    APPOINTMENT_VIEWER,
    APPOINTMENT_MAKER,
    RESOURCE_ADMINISTRATOR,
    EVENT_ADMINISTRATOR,
    ADMINISTRATOR;

    public boolean atLeast(AccessLevel needed) {
        return compareTo(needed) >= 0;
    }
}
