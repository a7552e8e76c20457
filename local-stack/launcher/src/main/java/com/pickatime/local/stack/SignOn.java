package com.pickatime.local.stack;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Sign-on of the simulated district's business: with the simulated ClassLink, and with a password for a first start. */
public final class SignOn {

    /** The business that the simulated district's roster becomes. */
    public static final String BUSINESS = "classlink-2222";

    /** Where the onboarding team is told of districts. */
    static final String TEAM_ADDRESS = "team@pickatime.example.org";

    /** With which the first administrator signs in. */
    public static final String FIRST_ADMINISTRATOR = "first@maplewood.example.org";

    private static final String TEAM = "onboarding-team";
    private static final String PATH = "/businesses/" + BUSINESS;
    private static final int TRIES = 3;

    private final JsonClient sso;
    private final StackPorts ports;

    SignOn(JsonClient sso, StackPorts ports) {
        this.sso = sso;
        this.ports = ports;
    }

    /** Lets the district's people sign in, unless somebody has settled how they do. */
    public void connect() {
        if (provider().equals("NONE")) {
            connect(TRIES);
        }
    }

    /** On a busy machine the first look at the metadata comes too early: the identity provider makes its key for it. */
    private void connect(int tries) {
        try {
            sso.put(
                    PATH + "/sso-settings",
                    Map.of("provider", "CLASSLINK_SAML", "idpMetadataUrl", identityProvider(ports) + "/saml/metadata"));
        } catch (ProductException e) {
            if (tries == 1) {
                throw e;
            }
            connect(tries - 1);
        }
    }

    /** Where the first administrator chooses a password; empty once somebody has one. */
    public Optional<URI> invitation() {
        return invitation(PATH, "First administrator", FIRST_ADMINISTRATOR);
    }

    /** Where the first of the onboarding team chooses a password; empty once somebody has one. */
    Optional<URI> teamInvitation() {
        return invitation("/businesses/" + TEAM, "Onboarding team", TEAM_ADDRESS);
    }

    private Optional<URI> invitation(String business, String name, String email) {
        var administrators = sso.get(business + "/administrators").path("items");
        if (administrators.valueStream().anyMatch(one -> one.path("canSignIn").asBoolean(false))) {
            return Optional.empty();
        }
        var issued = administrators.isEmpty()
                ? sso.post(business + "/administrators", Map.of("displayName", name, "email", email))
                : sso.post(
                        business + "/administrators/"
                                + JsonClient.segment(
                                        administrators.path(0).path("id").asString()) + "/invitation",
                        Map.of());
        return Optional.of(URI.create(issued.path("invitationUrl").asString()));
    }

    public URI signInPage() {
        return signInPage(BUSINESS);
    }

    URI teamSignInPage() {
        return signInPage(TEAM);
    }

    private URI signInPage(String business) {
        return URI.create("http://127.0.0.1:" + ports.webUi() + "/sign-in/" + business);
    }

    public URI launchpad() {
        return URI.create(identityProvider(ports) + "/launchpad");
    }

    /** As browsers reach it: on another site than the services, as ClassLink is, so that cookies behave as they will. */
    static String identityProvider(StackPorts ports) {
        return "http://localhost:" + ports.simulator();
    }

    private String provider() {
        try {
            return sso.get(PATH + "/sso-settings").path("provider").asString("NONE");
        } catch (ProductException e) {
            if (e.status() == 404) {
                return "NONE";
            }
            throw e;
        }
    }
}
