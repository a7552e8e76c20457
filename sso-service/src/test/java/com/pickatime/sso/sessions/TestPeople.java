package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.saml.NameId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** People who sign in in tests. */
final class TestPeople {

    static final NameId ADA =
            new NameId("ada@example.org", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "idp", null);
    static final NameId BOB = new NameId("bob@example.org", null, null, null);

    private TestPeople() {}

    static SignedInPerson by(NameId name, String sessionIndex) {
        return saml("oak", name, sessionIndex, null);
    }

    static SignedInPerson until(Instant end) {
        return saml("oak", ADA, "index", end);
    }

    static SignedInPerson at(String businessId) {
        return saml(businessId, ADA, "index", null);
    }

    static SignedInPerson administrator() {
        return new SignedInPerson(
                new BusinessId("oak"),
                SignedInPerson.LOCAL + "7",
                "Grace Hopper",
                AccessLevel.ADMINISTRATOR,
                SignInMethod.PASSWORD,
                null);
    }

    private static SignedInPerson saml(String businessId, NameId name, String sessionIndex, @Nullable Instant end) {
        return new SignedInPerson(
                new BusinessId(businessId),
                "source-" + name.value().substring(0, 3),
                "Ada Lovelace",
                AccessLevel.CUSTOMER,
                SignInMethod.SAML,
                new IdpSession("https://idp.example", name, sessionIndex, end));
    }
}
