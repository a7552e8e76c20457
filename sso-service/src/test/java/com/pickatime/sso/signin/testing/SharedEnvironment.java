package com.pickatime.sso.signin.testing;

import com.pickatime.local.testing.TestStore;
import com.pickatime.sso.settings.SsoSettings;
import java.util.function.UnaryOperator;

/** One service with an identity provider and a contact service, shared by the tests of a JVM that disturb nobody else's. */
public final class SharedEnvironment {

    private static final TestContacts CONTACTS = new TestContacts();
    private static final TestIdp IDP = new TestIdp("oak");
    private static final SsoInstance SERVICE = SsoInstance.start(TestStore.embedded(), CONTACTS);

    private SharedEnvironment() {}

    public static SsoInstance service() {
        return SERVICE;
    }

    public static TestContacts contacts() {
        return CONTACTS;
    }

    public static TestIdp idp() {
        return IDP;
    }

    /** A fresh business where everybody is known whose source ID is {@code s1}, and a browser. */
    public static SignInFlow flow() {
        return flow(settings -> settings);
    }

    public static SignInFlow flow(UnaryOperator<SsoSettings> change) {
        var business = SERVICE.business(IDP, change);
        CONTACTS.knows(business, "s1", "Marge Simpson", "CUSTOMER");
        return SignInFlow.of(SERVICE, IDP, business);
    }
}
