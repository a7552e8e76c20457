package com.pickatime.sso.saml.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.saml.response.corpus.Case;
import com.pickatime.sso.saml.response.corpus.Corpus;
import com.pickatime.sso.saml.response.corpus.ExhaustiveWrapping;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Hundreds of positions that nobody thought of by name. */
class ExhaustiveWrappingTest {

    private static final Clock CLOCK = Clock.fixed(DraftResponse.NOW, ZoneOffset.UTC);

    private final Case genuine = Corpus.cases().get(0);

    @Test
    void isRefusedWithBothDefences() {
        var responses = ExhaustiveWrapping.responses();

        assertThat(responses).hasSizeGreaterThan(1_000);
        assertThat(accepted(new ResponseValidator(CLOCK, DraftResponse.SKEW))).isZero();
    }

    @Test
    void readsNobodyElseWithTheSecondDefenceAlone() {
        assertThat(accepted(new ResponseValidator(CLOCK, DraftResponse.SKEW, new SecondDefenceTest.AnyShape())))
                .isPositive();
    }

    /** How many were accepted, each of which has to speak of the person who was signed for. */
    private long accepted(ResponseValidator validator) {
        long accepted = 0;
        for (var response : ExhaustiveWrapping.responses()) {
            try {
                var read = validator.validate(response, genuine.expected());
                assertThat(read.nameId().value()).isEqualTo("ada");
                assertThat(read.attributes()).isEqualTo(Case.ADA.attributes());
                accepted++;
            } catch (RefusedResponseException stopped) {
                // as it should be
            }
        }
        return accepted;
    }
}
