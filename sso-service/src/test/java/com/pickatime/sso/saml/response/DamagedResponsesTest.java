package com.pickatime.sso.saml.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.saml.response.corpus.Case;
import com.pickatime.sso.saml.response.corpus.Corpus;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes changed at random: whatever comes of it is a refusal or the person who was signed for, and never another error. */
class DamagedResponsesTest {

    private static final List<String> GENUINE = List.of(
            "CONTROL assertion signed",
            "CONTROL both signed",
            "CONTROL encrypted gcm, assertion signed",
            "rsa-sha1 signature and digest where allowed",
            "EncryptedKey beside EncryptedData, found by RetrievalMethod");

    private final ResponseValidator validator =
            new ResponseValidator(Clock.fixed(DraftResponse.NOW, ZoneOffset.UTC), DraftResponse.SKEW);
    private final Random random = new Random(20261124);

    @Test
    void signNobodyElseIn() {
        int refused = 0;
        for (int round = 0; round < 250; round++) {
            for (var one : genuine()) {
                try {
                    var read = validator.validate(damaged(one.xml()), one.expected());
                    assertThat(read.nameId().value()).isEqualTo("ada");
                    assertThat(read.attributes()).isEqualTo(Case.ADA.attributes());
                } catch (RefusedResponseException expected) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static List<Case> genuine() {
        var cases = Corpus.cases().stream()
                .filter(one -> GENUINE.contains(one.name()))
                .toList();
        assertThat(cases).hasSameSizeAs(GENUINE);
        return cases;
    }

    /** One to three bytes replaced, a stretch cut out, or a stretch doubled. */
    private byte[] damaged(byte[] xml) {
        var from = random.nextInt(xml.length);
        var to = Math.min(xml.length, from + 1 + random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> joined(Arrays.copyOf(xml, from), Arrays.copyOfRange(xml, to, xml.length));
            case 1 -> joined(Arrays.copyOf(xml, to), Arrays.copyOfRange(xml, from, xml.length));
            default -> replaced(xml.clone(), 1 + random.nextInt(3));
        };
    }

    private byte[] replaced(byte[] xml, int times) {
        for (int i = 0; i < times; i++) {
            xml[random.nextInt(xml.length)] = xml[random.nextInt(xml.length)];
        }
        return xml;
    }

    private static byte[] joined(byte[] start, byte[] end) {
        var both = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, both, start.length, end.length);
        return both;
    }
}
