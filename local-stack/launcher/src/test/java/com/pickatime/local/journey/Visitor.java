package com.pickatime.local.journey;

import com.pickatime.local.client.CookieBrowser;
import com.pickatime.local.client.HtmlPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a browser of their own, and what they do to sign in and out. */
final class Visitor {

    private final HttpClient http = HttpClient.newHttpClient();
    private final CookieBrowser browser = new CookieBrowser();
    private final District district;

    Visitor(District district) {
        this.district = district;
    }

    /** Begins at pickAtime; what they see in the end. */
    HtmlPage signInFromPickAtime(String person) {
        return carryOver(identify(browser.open(pickAtime("/saml/" + District.BUSINESS + "/login")), person));
    }

    /** Begins at LaunchPad; what they see in the end. */
    HtmlPage signInFromLaunchpad(String person) {
        identify(browser.open(classLink("/launchpad")), person);
        return openTile();
    }

    /** Opens the tile of somebody who is signed in to ClassLink. */
    HtmlPage openTile() {
        return carryOver(browser.open(classLink("/launchpad/pickatime")));
    }

    /** Picks a person on ClassLink's sign-in page. */
    private HtmlPage identify(HtmlPage signInPage, String person) {
        return browser.submit(signInPage, classLink("/saml/sign-in"), Map.of("person", person));
    }

    /** Posts ClassLink's response to pickAtime, as the page's script does. */
    private HtmlPage carryOver(HtmlPage page) {
        if (!page.hiddenFields().containsKey("SAMLResponse")) {
            throw new AssertionError("no response at " + page.address() + ": " + page.text());
        }
        return browser.submit(page, Map.of());
    }

    HtmlPage choosePassword(URI invitation, String password) {
        return browser.submit(browser.open(invitation), Map.of("password", password, "repeated", password));
    }

    HtmlPage open(URI address) {
        return browser.open(address);
    }

    /** Signs out on pickAtime's account page. */
    HtmlPage signOut() {
        return browser.submit(browser.open(pickAtime("/")), pickAtime("/sign-out"), Map.of());
    }

    HtmlPage signOutOfLaunchpad() {
        return browser.submit(browser.open(classLink("/launchpad")), classLink("/launchpad/sign-out"), Map.of());
    }

    /** Who pickAtime says they are. */
    HttpResponse<String> session() {
        return browser.fetch("GET", pickAtime("/session"), "");
    }

    JsonNode who() {
        return JsonMapper.shared().readTree(session().body());
    }

    HttpResponse<String> token() {
        return browser.fetch("POST", pickAtime("/session/token"), "{}");
    }

    /** Has a letter sent to whoever has this address at a business, with a link to choose a password. */
    HtmlPage askForALink(String business, String email) {
        return browser.submit(
                browser.open(pickAtime("/sign-in/" + business + "/forgotten-password")), Map.of("email", email));
    }

    HtmlPage signInWithPassword(String business, String email, String password) {
        return browser.submit(
                browser.open(pickAtime("/sign-in/" + business)), Map.of("email", email, "password", password));
    }

    /** The contact service's answer to them. */
    HttpResponse<String> contacts(String method, String path, String json) {
        return send(district.ports().contactService(), method, path, "application/json", BodyPublishers.ofString(json));
    }

    /** A service's answer to them; {@code path} begins with the business. */
    HttpResponse<String> send(int port, String method, String path, String contentType, BodyPublisher body) {
        var token = JsonMapper.shared()
                .readTree(token().body())
                .path("access_token")
                .asString();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/businesses/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, body.contentLength() == 0 ? BodyPublishers.noBody() : body)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAskedAgainByClassLink() {
        return browser.open(classLink("/launchpad")).text().contains("Who are you?");
    }

    private URI pickAtime(String path) {
        return URI.create(district.pickAtime(path));
    }

    private URI classLink(String path) {
        return URI.create("http://localhost:" + district.ports().simulator() + path);
    }
}
