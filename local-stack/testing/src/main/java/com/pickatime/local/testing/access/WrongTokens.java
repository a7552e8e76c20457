package com.pickatime.local.testing.access;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What may be sent to an endpoint and must not open it. */
final class WrongTokens {

    private static final String[] SCOPES = {
        Scopes.SOURCE_INDEX_READ,
        Scopes.SOURCE_IDS_MOVE,
        Scopes.CONTACTS_READ,
        Scopes.CONTACTS_SIGN_IN,
        Scopes.CONFERENCES_READ,
        Scopes.CONNECTIONS_MANAGE,
        Scopes.IMPORTS_MANAGE,
        Scopes.MAILS_MANAGE,
        Scopes.SIGN_INS_READ,
        Scopes.SSO_MANAGE,
        Scopes.OPERATIONS_READ
    };

    private WrongTokens() {}

    /**
     * Tokens by what is wrong with them; empty for none at all.
     *
     * @param least the access level that the endpoint may be used with
     */
    static Map<String, Optional<String>> of(TokenIssuer issuer, String businessId, AccessLevel least) {
        var wrong = new LinkedHashMap<String, Optional<String>>();
        wrong.put("no token", Optional.empty());
        wrong.put("something that is no token", Optional.of("garbage"));
        issuedBy(issuer.expired(), "expired", businessId, wrong);
        issuedBy(issuer.foreign(), "signed by a stranger", businessId, wrong);
        wrong.put(
                "another business's administrator's token",
                Optional.of(issuer.person("another-business", AccessLevel.ADMINISTRATOR)));
        wrong.put("a service's token without scope", Optional.of(issuer.service("nothing.at-all")));
        if (least.ordinal() > 0) {
            var below = AccessLevel.values()[least.ordinal() - 1];
            wrong.put("the token of a person who is only " + below, Optional.of(issuer.person(businessId, below)));
        }
        return wrong;
    }

    private static void issuedBy(
            TokenIssuer issuer, String how, String businessId, Map<String, Optional<String>> wrong) {
        wrong.put(
                "an administrator's token, " + how, Optional.of(issuer.person(businessId, AccessLevel.ADMINISTRATOR)));
        wrong.put("a service's token with all scopes, " + how, Optional.of(issuer.service(SCOPES)));
    }
}
