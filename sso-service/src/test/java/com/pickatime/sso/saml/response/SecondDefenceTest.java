package com.pickatime.sso.saml.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.saml.response.corpus.Corpus;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** With the check of the shape left out, reading signed octets alone still lets nobody in as somebody else. */
class SecondDefenceTest {

    /** Odd, but what is read of them is what the identity provider signed. */
    private static final String[] DISARMED = {
        "XSW7",
        "XSW7 same ID",
        "XSW7 where nobody asked",
        "signed assertion in Advice of a signed one",
        "encrypted assertion in Advice",
        "encrypted assertion inside the decrypted one",
        "forged plain assertion inside EncryptedAssertion",
        "40,000 siblings in the response",
        "unknown statement",
        "same ID on two elements",
        "same ID as Id",
        "same ID as id",
        "same ID as xml:id",
        "same ID on response and assertion",
        "ID and Id on one element",
        "plaintext that is an ID twice",
        "forged assertion in an attribute nobody mapped",
        "signature in an attribute nobody mapped",
        "assertion's ID once more in an attribute nobody mapped"
    };

    private final ResponseValidator shapeless =
            new ResponseValidator(Clock.fixed(DraftResponse.NOW, ZoneOffset.UTC), DraftResponse.SKEW, new AnyShape());

    @Test
    void stopsOrDisarmsWhatTheFirstStops() {
        var accepted = new ArrayList<String>();
        for (var one : Corpus.cases()) {
            if (one.refusal() != null) {
                try {
                    var read = shapeless.validate(one.xml(), one.expected());
                    accepted.add(one.name());
                    assertThat(read.nameId().value())
                            .as(one.name())
                            .isEqualTo(one.read().name());
                    assertThat(read.attributes())
                            .as(one.name())
                            .isEqualTo(one.read().attributes());
                } catch (RefusedResponseException stopped) {
                    // as it should be
                }
            }
        }
        assertThat(accepted).containsExactlyInAnyOrder(DISARMED);
    }

    static final class AnyShape extends StructureRules {

        @Override
        void checkResponse(SamlElement response) {}

        @Override
        void checkDecrypted(SamlElement assertion) {}
    }
}
