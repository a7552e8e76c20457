package com.pickatime.platform.access;

/** What services and operators may be let do, in every business. */
public final class Scopes {

    /** Read what the contact service holds, to compare a roster with it. */
    public static final String SOURCE_INDEX_READ = "source-index.read";

    /** Let contacts go on under other source IDs, as a map says that an administrator approved. */
    public static final String SOURCE_IDS_MOVE = "source-ids.move";

    /** Read contacts, classes and how far imports are. */
    public static final String CONTACTS_READ = "contacts.read";

    /** Load a business's own files of contacts. */
    public static final String CONTACTS_LOAD = "contacts.load";

    /** Ask which contact somebody is who signs in, and make that of a parent who registers. */
    public static final String CONTACTS_SIGN_IN = "contacts.sign-in";

    /** Read what conferences and appointments there are. */
    public static final String CONFERENCES_READ = "conferences.read";

    /** Set up and change connections to ClassLink. */
    public static final String CONNECTIONS_MANAGE = "connections.manage";

    /** Start, approve and follow imports. */
    public static final String IMPORTS_MANAGE = "imports.manage";

    /** See mails that could not be sent, and send them again. */
    public static final String MAILS_MANAGE = "mails.manage";

    /** Ask which contacts have signed in. */
    public static final String SIGN_INS_READ = "sign-ins.read";

    /** Set up sign-in of a business, and invite its first administrator. */
    public static final String SSO_MANAGE = "sso.manage";

    /** Read metrics and build information. */
    public static final String OPERATIONS_READ = "operations.read";

    private Scopes() {}
}
