package com.pickatime.sso.saml.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.NameId;
import java.net.URI;
import java.time.Instant;

/** One school's two sides and messages between them. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-24T15:00:00.123Z");

    public static final String IDENTITY_PROVIDER = "https://idp.district.example/saml?a=1&b=2";

    public static final URI DESTINATION = URI.create("https://idp.district.example/logout?a=1&b=2");

    public static final ServiceProvider US = new ServiceProvider(
            "https://sso.example/saml/elm/metadata",
            URI.create("https://sso.example/saml/elm/acs"),
            URI.create("https://sso.example/saml/elm/slo"));

    public static final NameId ADA = new NameId(" Ada <&\">  Löwe", "urn:format", "urn:idp", "urn:sp");

    private Samples() {}

    /** What an identity provider would send, with this in place of that. */
    static byte[] altered(String message, String... thisForThat) {
        var altered = message;
        for (var i = 0; i < thisForThat.length; i += 2) {
            if (!altered.contains(thisForThat[i])) {
                throw new IllegalArgumentException("no " + thisForThat[i] + " in the sample");
            }
            altered = altered.replace(thisForThat[i], thisForThat[i + 1]);
        }
        return altered.getBytes(UTF_8);
    }
}
