package com.pickatime.local.launcher;

import com.pickatime.local.client.AccessTokens;
import com.pickatime.local.client.CookieBrowser;
import com.pickatime.local.client.HtmlPage;
import com.pickatime.local.stack.SignOn;
import com.pickatime.local.stack.data.StackException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Those who act in the demo, each in a browser of their own. They sign in on the pages, as people do. */
final class DemoPeople {

    private final SignOn signOn;

    DemoPeople(SignOn signOn) {
        this.signOn = signOn;
    }

    /** The first administrator, who chooses the password the first time; empty if somebody has chosen another one. */
    Optional<AccessTokens> administrator(String password) {
        var browser = new CookieBrowser();
        signOn.invitation()
                .ifPresentOrElse(
                        invitation -> browser.submit(
                                browser.open(invitation), Map.of("password", password, "repeated", password)),
                        () -> browser.submit(
                                browser.open(signOn.signInPage()),
                                Map.of("email", SignOn.FIRST_ADMINISTRATOR, "password", password)));
        return tokens(browser);
    }

    /**
     * Somebody of the district, who signs in with ClassLink.
     *
     * @throws StackException if they are not let in
     */
    AccessTokens withClassLink(String sourceId) {
        signOn.connect();
        var browser = new CookieBrowser();
        var asked = browser.open(signOn.signInPage().resolve("/saml/" + SignOn.BUSINESS + "/login"));
        var answer = browser.submit(asked, signOn.launchpad().resolve("/saml/sign-in"), Map.of("person", sourceId));
        var page = browser.submit(answer, Map.of());
        return tokens(browser).orElseThrow(() -> notLetIn(page));
    }

    private static StackException notLetIn(HtmlPage page) {
        return new StackException(
                "pickAtime lets nobody in with ClassLink: "
                        + page.text().strip()
                        + " Its settings are on the page Single Sign-On; with a new --data directory they are as the demo needs them.");
    }

    private Optional<AccessTokens> tokens(CookieBrowser browser) {
        URI pages = signOn.signInPage();
        return browser.hasCookie(pages.getHost(), "__Host-pickatime-session")
                ? Optional.of(AccessTokens.ofSession(browser, pages))
                : Optional.empty();
    }
}
