package com.pickatime.sso.accounts;

/** The collection of contacts' passwords and its fields. */
final class ContactPasswordFields {

    static final String COLLECTION = "contact_passwords";

    /** Of the contact that chose the password: it stays when another contact goes on as that person. */
    static final String ID = "_id";

    static final String BUSINESS = "businessId";

    /** Whose password it is now. */
    static final String CONTACT = "contactId";

    static final String PASSWORD = "passwordHash";
    static final String SET_AT = "setAt";
    static final String LAST_SIGN_IN = "lastSignInAt";

    /** At the last sign-in. */
    static final String LEVEL = "level";

    /** The contacts that gave way, the password's own first; whoever took it over last is not among them. */
    static final String TRAIL = "trail";

    /** When it went to another contact, or back, for the last time. */
    static final String MOVED_AT = "movedAt";

    /** The password while it is put aside. */
    static final String ASIDE = "aside";

    /** By which clearing it is put aside. */
    static final String ASIDE_BY = "asideBy";

    /** All clearings that ever put it aside. */
    static final String CLEARINGS = "clearings";

    private ContactPasswordFields() {}
}
