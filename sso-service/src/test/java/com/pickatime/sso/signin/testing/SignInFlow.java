package com.pickatime.sso.signin.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.signin.testing.Browser.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** One browser's way through a sign-in at one business, step by step. */
public record SignInFlow(SsoInstance service, TestIdp idp, String business, Browser browser) {

    private static final Pattern ID = Pattern.compile(" ID=\"([^\"]+)\"");

    public static SignInFlow of(SsoInstance service, TestIdp idp, String business) {
        return new SignInFlow(service, idp, business, service.browser());
    }

    /** The same business in another browser. */
    public SignInFlow elsewhere() {
        return new SignInFlow(service, idp, business, service.browser());
    }

    public String base() {
        return "/saml/" + business;
    }

    /** What the identity provider knows the business by. */
    public String publicBase() {
        return service.baseUrl() + base();
    }

    /** Starts, and gives the ID of the request. */
    public String login(String query) {
        return requestId(browser.get(base() + "/login" + query));
    }

    public String login() {
        return login("");
    }

    /** Brings an answer, as the identity provider's page lets the browser do. */
    public Page post(TestResponse response) {
        return post(response.encoded());
    }

    public Page post(String encoded) {
        return browser.submitFromElsewhere(base() + "/acs", Map.of("SAMLResponse", encoded));
    }

    public TestResponse response(String requestId, String sourceId) {
        return TestResponse.of(idp, publicBase(), requestId, sourceId);
    }

    public TestResponse unsolicited(String sourceId) {
        return TestResponse.of(idp, publicBase(), null, sourceId);
    }

    /** From the beginning until the browser has its session. */
    public Page signIn(String sourceId) {
        return browser.get(post(response(login(), sourceId)).location());
    }

    /** Who this browser is, by source ID; nobody: empty. */
    public String whoAmI() {
        var answer = browser.getJson("/session");
        return answer.status() == 200 ? answer.body().replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1") : "";
    }

    /** The ID of the message in a redirect. */
    public static String requestId(Page redirect) {
        assertThat(redirect.status()).isEqualTo(303);
        var matcher = ID.matcher(message(redirect.location(), "SAMLRequest"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** The XML in a redirect's address. */
    public static String message(String address, String parameter) {
        var encoded = Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .filter(part -> part.startsWith(parameter + "="))
                .map(part -> URLDecoder.decode(part.substring(parameter.length() + 1), UTF_8))
                .findFirst()
                .orElseThrow();
        var deflated = Base64.getDecoder().decode(encoded.getBytes(ISO_8859_1));
        try (var inflated = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
            return new String(inflated.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
