package com.pickatime.sso.saml.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.sso.saml.response.corpus.Case;
import com.pickatime.sso.saml.response.corpus.Corpus;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.xml.Saml;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseValidatorTest {

    private static AcceptedResponse accepted(String name) throws RefusedResponseException {
        return at(DraftResponse.NOW, one(name));
    }

    private static AcceptedResponse at(Instant now, Case one) throws RefusedResponseException {
        return new ResponseValidator(Clock.fixed(now, ZoneOffset.UTC), DraftResponse.SKEW)
                .validate(one.xml(), one.expected());
    }

    private static Case one(String name) {
        return Corpus.cases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsAllThatASessionNeeds() throws Exception {
        var read = accepted("session that ends in an hour");

        assertThat(read.assertionId()).isEqualTo("_assertion");
        assertThat(read.nameId().format()).isEqualTo(Saml.PERSISTENT_FORMAT);
        assertThat(read.nameId().nameQualifier()).isNull();
        assertThat(read.sessionIndex()).isEqualTo("_session");
        assertThat(read.sessionNotOnOrAfter()).isEqualTo(DraftResponse.NOW.plusSeconds(3600));
        assertThat(read.attributes().keySet()).containsExactly("OR:userSourcedId", "Role");
    }

    @Test
    void leavesTheSessionOpenEndedWhereTheIdentityProviderDoes() throws Exception {
        assertThat(accepted("CONTROL assertion signed").sessionNotOnOrAfter()).isNull();
    }

    @Test
    void tellsWhetherSha1WasReliedOn() throws Exception {
        assertThat(accepted("rsa-sha1 signature and digest where allowed").sha1Used())
                .isTrue();
        assertThat(accepted("sha1 digest where allowed").sha1Used()).isTrue();
        assertThat(accepted("sha1 response around rsa-sha256 assertion where allowed")
                        .sha1Used())
                .isTrue();
        assertThat(accepted("rsa-sha256 where sha1 is allowed").sha1Used()).isFalse();
    }

    /** A store that forgets an assertion at usableUntil forgets none that could be used again: REPLAY inside the skew. */
    @Test
    void saysHowLongAReplayHasToBeRemembered() throws Exception {
        for (var name : new String[] {"CONTROL assertion signed", "confirmation ends 179 s ago", "year 9999"}) {
            var one = one(name);
            var usableUntil = at(DraftResponse.NOW, one).usableUntil();

            for (int second = 0; second < 600; second++) {
                var now = DraftResponse.NOW.plusSeconds(second);
                assertThat(isAccepted(now, one))
                        .as("%s after %d s", name, second)
                        .isEqualTo(now.isBefore(usableUntil));
            }
        }
    }

    /** REPLAY same response twice: it remembers nothing, so the store needs the same key both times. */
    @Test
    void namesAReplayByTheSameId() throws Exception {
        var seen = new HashSet<String>();

        assertThat(seen.add(accepted("CONTROL assertion signed").assertionId())).isTrue();
        assertThat(seen.add(accepted("CONTROL assertion signed").assertionId())).isFalse();
    }

    @Test
    void findsTheRequestThatIsClaimedToBeAnswered() throws Exception {
        var plain = one("unsigned").xml();

        assertThat(ResponseValidator.claimedRequestId(plain)).contains(DraftResponse.REQUEST);
        assertThat(ResponseValidator.claimedRequestId(
                        one("InResponseTo in the signed confirmation alone").xml()))
                .contains(DraftResponse.REQUEST);
        assertThat(ResponseValidator.claimedRequestId(one("CONTROL unsolicited").xml()))
                .isEmpty();
        assertThat(ResponseValidator.claimedRequestId(
                        one("CONTROL encrypted gcm, both signed").xml()))
                .contains(DraftResponse.REQUEST);
        assertThatExceptionOfType(RefusedResponseException.class)
                .isThrownBy(() -> ResponseValidator.claimedRequestId("<a/>".getBytes(UTF_8)))
                .extracting(RefusedResponseException::refusal)
                .isEqualTo(ResponseRefusal.UNEXPECTED_SHAPE);
    }

    @Test
    void keepsThePersonOutOfEveryMessage() throws Exception {
        assertThat(accepted("CONTROL assertion signed").toString()).doesNotContain("ada", "source-1");
        assertThat(one("CONTROL assertion signed").expected().toString()).doesNotContain("RSA", "Private");
        for (var one : Corpus.cases()) {
            if (one.refusal() != null) {
                assertThatExceptionOfType(RefusedResponseException.class)
                        .isThrownBy(() -> at(DraftResponse.NOW, one))
                        .withMessageStartingWith(one.refusal() + ": ")
                        .withMessageNotContaining("mallory")
                        .withMessageNotContaining("source-")
                        .withNoCause();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryRefusalInSentences(ResponseRefusal refusal) {
        assertThat(refusal.explanation()).endsWith(".").hasSizeBetween(40, 260).doesNotContain("  ");
    }

    @ParameterizedTest
    @EnumSource
    void refusesForEveryReasonSomewhereInTheCorpus(ResponseRefusal refusal) {
        assertThat(Corpus.cases()).extracting(Case::refusal).contains(refusal);
    }

    private static boolean isAccepted(Instant now, Case one) {
        try {
            at(now, one);
            return true;
        } catch (RefusedResponseException refused) {
            assertThat(refused.refusal()).isEqualTo(ResponseRefusal.EXPIRED);
            return false;
        }
    }
}
