package com.pickatime.imports.source.oneroster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.source.oneroster.http.OAuth1Consumer.Parameter;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuth1ConsumerTest {

    private static final String USERS = "https://district.example.org/ims/oneroster/v1p1/users";
    private static final long TIMESTAMP = 1_700_000_000;

    /** Expected values computed with another implementation, in another language. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", wk3mglXmGLOeZXzmxzh5rTyjvGX7A9Nhb5+Ap+V4NDE=, kRC88JhTy25JDXJLRjUnGXHLW90=",
                "?limit=5000&offset=0&sort=sourcedId&orderBy=asc, Km3Zgo/1iKDMeHWZTnvhczcee7KjKnaAuXYxR5c77Jk=,"
                        + " F+d5fIWwT1HlhwSd9/N2hOR89DY=",
                "?filter=givenName%3D%27Colin%20Robert%27, +M5Ol3vZki/dr/A59bY6bGoNnnOfwExAvmdb8wMOf+k=,"
                        + " vuTTYMCb/+2X5/ngrEmKhNJgXWE=",
                "?filter=familyName%3D%27O%27%27Hara%27, RyqQ1D4Esfh1Ou91/22A+aRIMYa/lHJnfZd1pPVvc94=,"
                        + " ZApYSrnNUuienfAiXZwQmJIA7n0=",
                "?fields=sourcedId%2CgivenName, SR0sl0Urzj0ZQNFoQaPNKoREqmlapQ74QxaTaPfpzDw=,"
                        + " 6Q8MmtAAA3zki4B4lnDtwo8/Ee4=",
                "?filter=email%3D%27a~b%21%2A%28%29%27, 32+IEUaAU6Q3V+rpPGIVw1cafbbmNdHeENMiCeqOmZA=,"
                        + " 7c5RTOl0PPQVu+byNoYUarvQgeU=",
                "?filter=familyName%3D%27Mu%C3%B1oz%27, xGNzCFc7VDdNMkJ69BtSRHhbX36KttYVb1X9RVQ+Ah8=,"
                        + " ATLwYum/J4ou1aEsJTRrw3eG7E0="
            })
    void signsWhatIsSent(String query, String sha256, String sha1) {
        var uri = URI.create(USERS + query);

        assertThat(header(SignatureMethod.HMAC_SHA256, uri))
                .contains("oauth_signature=\"" + PercentEncoding.encode(sha256) + '"');
        assertThat(header(SignatureMethod.HMAC_SHA1, uri))
                .contains("oauth_signature=\"" + PercentEncoding.encode(sha1) + '"');
    }

    /** The example of RFC 5849, section 3.4.1.1, with everything in the query. */
    @Test
    void buildsTheBaseStringOfTheStandard() {
        var uri = URI.create("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q");
        var oauth = List.of(
                new Parameter("oauth_consumer_key", "9djdj82h48djs9d2"),
                new Parameter("oauth_token", "kkk9d7dh3k39sjv7"),
                new Parameter("oauth_signature_method", "HMAC-SHA1"),
                new Parameter("oauth_timestamp", "137131201"),
                new Parameter("oauth_nonce", "7d8f3e4a"));

        assertThat(OAuth1Consumer.baseString(uri, oauth))
                .isEqualTo("GET&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D"
                        + "%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                        + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token"
                        + "%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void keepsAPortThatIsNotTheDefault() {
        assertThat(OAuth1Consumer.baseString(URI.create("https://h.example:8443/a%2Fb"), List.of()))
                .isEqualTo("GET&https%3A%2F%2Fh.example%3A8443%2Fa%252Fb&");
    }

    @Test
    void signsNoTwoRequestsAlike() {
        var consumer = consumer(SignatureMethod.HMAC_SHA256);

        assertThat(consumer.authorization(URI.create(USERS)))
                .contains("oauth_timestamp=\"1700000000\"")
                .isNotEqualTo(consumer.authorization(URI.create(USERS)));
    }

    @Test
    void hidesKeyAndSecret() {
        assertThat(consumer(SignatureMethod.HMAC_SHA1).toString()).doesNotContain("key", "s3cr");
        assertThat(new BearerToken("s3cret").toString()).doesNotContain("s3cret");
        assertThat(new Parameter("oauth_signature", "abc").toString()).doesNotContain("abc");
    }

    private static String header(SignatureMethod method, URI uri) {
        return consumer(method).authorization(uri, "nonce", TIMESTAMP);
    }

    private static OAuth1Consumer consumer(SignatureMethod method) {
        var clock = Clock.fixed(Instant.ofEpochSecond(TIMESTAMP), ZoneOffset.UTC);
        return new OAuth1Consumer("key", "s3cr&t", method, clock);
    }
}
