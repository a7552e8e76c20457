package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.browser.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-in with an identity provider that nobody here wrote, on another site, in a real Chromium. */
@Tag("keycloak")
@Order(4)
@ExtendWith(SharedDistrict.class)
@SharedDistrict.OnANewStack(usesItUp = true)
class KeycloakJourneyIT {

    private static final String USER = "ada";
    private static final String PASSWORD = "keycloak-password";

    private static District district;
    private static KeycloakServer keycloak;
    private static KeycloakRealm realm;
    private static String teacher = "";

    private Window window;
    private Page page;

    @BeforeAll
    static void start(District started) throws IOException, InterruptedException {
        district = started;
        district.openForSignIn();
        keycloak = KeycloakServer.start(Path.of("target/keycloak.log"));
        realm = new KeycloakRealm(keycloak.url());
        realm.create();
        teacher = district.activeContact("TEACHER");
        realm.addUser(USER, PASSWORD, "ada@elsewhere.example", teacher);
        realm.addServiceProvider(ourMetadata());
        district.stack()
                .sso()
                .put(
                        "/businesses/" + District.BUSINESS + "/sso-settings",
                        Map.of(
                                "provider",
                                "GENERIC_SAML",
                                "idpMetadataUrl",
                                realm.metadata().toString(),
                                "allowIdpInitiated",
                                true,
                                "signRequests",
                                true));
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
        district.stack().sso().delete("/businesses/" + District.BUSINESS + "/sso-settings");
        district.stack().signOn().connect();
    }

    @BeforeEach
    void openABrowser() {
        window = new Window(district);
        page = window.page();
    }

    @AfterEach
    void closeTheBrowser() {
        window.close();
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                Arguments.of("response-signed", attributes(true, false, false)),
                Arguments.of("assertion-signed", attributes(false, true, false)),
                Arguments.of("both-signed", attributes(true, true, false)),
                Arguments.of("encrypted-assertion-signed", attributes(false, true, true)),
                Arguments.of("encrypted-both-signed", attributes(true, true, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void signsSomebodyInFromOurPage(String name, Map<String, String> attributes) {
        realm.change(entityId(), attributes);

        page.open(district.stack().signOn().signInPage().toString()).click("a.button");
        signInAtKeycloak();

        page.awaitUrl(district.pickAtime("/")).awaitText("Sign out");
        window.picture("keycloak-from-our-page-" + name);
        assertThat(window.session()).contains(teacher);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void signsSomebodyInFromTheTile(String name, Map<String, String> attributes) {
        realm.change(entityId(), attributes);

        page.open(realm.tile().toString());
        signInAtKeycloak();

        page.awaitUrl(district.pickAtime("/")).awaitText("Sign out");
        window.picture("keycloak-from-the-tile-" + name);
        assertThat(window.session()).contains(teacher);
    }

    @Test
    void leavingEndsTheSessionsOfBoth() {
        realm.change(entityId(), attributes(true, true, false));
        page.open(district.stack().signOn().signInPage().toString()).click("a.button");
        signInAtKeycloak();
        page.awaitUrl(district.pickAtime("/")).awaitText("Sign out");

        page.clickText("Sign out").awaitText("signed out");

        window.picture("keycloak-signed-out");
        assertThat(page.url()).startsWith(district.pickAtime("/"));
        assertThat(window.session()).doesNotContain(teacher);
        page.open(realm.tile().toString()).click("#username");
    }

    private void signInAtKeycloak() {
        page.fill("#username", USER).fill("#password", PASSWORD).click("#kc-login");
    }

    private static String ourMetadata() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(entityId())).build(), BodyHandlers.ofString())
                .body();
    }

    private static String entityId() {
        return district.pickAtime("/saml/" + District.BUSINESS + "/metadata");
    }

    /** Keycloak's names for what it signs and encrypts. */
    private static Map<String, String> attributes(boolean response, boolean assertion, boolean encrypted) {
        return Map.of(
                "saml.server.signature", String.valueOf(response),
                "saml.assertion.signature", String.valueOf(assertion),
                "saml.encrypt", String.valueOf(encrypted),
                "saml.encryption.algorithm", "http://www.w3.org/2009/xmlenc11#aes256-gcm");
    }
}
