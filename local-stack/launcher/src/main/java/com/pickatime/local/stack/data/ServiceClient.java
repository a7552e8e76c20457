package com.pickatime.local.stack.data;

import com.pickatime.platform.access.Scopes;
import java.util.List;

/** Who gets tokens of its own from the sign-on service, and what they open. */
public enum ServiceClient {
    IMPORT_SERVICE("import-service", List.of(Scopes.SOURCE_INDEX_READ, Scopes.SOURCE_IDS_MOVE)),
    SSO_SERVICE("sso-service", List.of(Scopes.CONTACTS_SIGN_IN)),
    CONFERENCE_SERVICE("conference-service", List.of(Scopes.CONTACTS_READ, Scopes.SIGN_INS_READ)),
    NOTIFICATION_SERVICE("notification-service", List.of(Scopes.CONFERENCES_READ, Scopes.CONTACTS_READ)),

    /** The person at the command line. */
    OPERATOR(
            "operator",
            List.of(
                    Scopes.SOURCE_INDEX_READ,
                    Scopes.CONTACTS_LOAD,
                    Scopes.CONTACTS_READ,
                    Scopes.CONNECTIONS_MANAGE,
                    Scopes.IMPORTS_MANAGE,
                    Scopes.MAILS_MANAGE,
                    Scopes.SSO_MANAGE,
                    Scopes.OPERATIONS_READ));

    private final String id;
    private final List<String> scopes;

    ServiceClient(String id, List<String> scopes) {
        this.id = id;
        this.scopes = scopes;
    }

    public String id() {
        return id;
    }

    public List<String> scopes() {
        return scopes;
    }
}
