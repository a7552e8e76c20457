package com.pickatime.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the worked example of OAuth Core 1.0, appendix A.5, and the rules of RFC 5849. */
class SignatureTest {

    private static final String EXAMPLE_BASE = "GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26"
            + "oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26"
            + "oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1191242096%26"
            + "oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0%26size%3Doriginal";

    @Test
    void coversTheWholeRequest() {
        var header =
                OAuthHeader.parse("OAuth realm=\"http://photos.example.net/\", oauth_consumer_key=\"dpf43f3p2l4k3l03\","
                        + "oauth_token=\"nnch734d00sl2jdk\", oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"1191242096\","
                        + "oauth_nonce=\"kllo9940pd9333jh\", oauth_version=\"1.0\", oauth_signature=\"any%3D\"");
        var uri = URI.create("http://photos.example.net/photos?file=vacation.jpg&size=original");

        assertThat(SignatureBaseString.of("get", uri, header)).isEqualTo(EXAMPLE_BASE);
    }

    @Test
    void signsWithSha1() {
        assertThat(SignatureMethod.HMAC_SHA1.sign("kd94hf93k423kf44&pfkkdhi9sl3r4s00", EXAMPLE_BASE))
                .isEqualTo("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");
    }

    /** RFC 4231, test case 2. */
    @Test
    void signsWithSha256() {
        assertThat(SignatureMethod.HMAC_SHA256.sign("Jefe", "what do ya want for nothing?"))
                .isEqualTo(sha256OfCaseTwo());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "http://EXAMPLE.com:80/r%20v/X?a=b ! http%3A%2F%2Fexample.com%2Fr%2520v%2FX&a%3Db",
                "https://example.com:443/ ! https%3A%2F%2Fexample.com%2F&",
                "https://example.com:8443/ ! https%3A%2F%2Fexample.com%3A8443%2F&",
                "http://example.com/?a=2&a=1&b ! http%3A%2F%2Fexample.com%2F&a%3D1%26a%3D2%26b%3D",
                "http://example.com/?f=x+y ! http%3A%2F%2Fexample.com%2F&f%3Dx%2520y",
                "http://example.com/?f=x%20%27y%27%2C~z* ! http%3A%2F%2Fexample.com%2F&f%3Dx%2520%2527y%2527%252C~z%252A",
            })
    void normalizesTheRequest(String uri, String base) {
        assertThat(SignatureBaseString.of("GET", URI.create(uri), OAuthHeader.parse(null)))
                .isEqualTo("GET&" + base);
    }

    /** The test case gives its result in hexadecimal. */
    private static String sha256OfCaseTwo() {
        var hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
