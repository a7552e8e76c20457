package com.pickatime.sso.saml.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.sso.saml.response.corpus.Case;
import com.pickatime.sso.saml.response.corpus.Corpus;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.TrapServer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCorpusTest {

    private static final int ACCEPTS = 126;
    private static final int REFUSALS = 342;
    private static final int TWINS = 27;

    private final Set<String> ran = new HashSet<>();

    private final ResponseValidator validator =
            new ResponseValidator(Clock.fixed(DraftResponse.NOW, ZoneOffset.UTC), DraftResponse.SKEW);

    static List<Case> cases() {
        return Corpus.cases();
    }

    static List<Case> accepts() {
        return cases().stream().filter(one -> one.refusal() == null).toList();
    }

    static List<Case> refusals() {
        return cases().stream().filter(one -> one.refusal() != null).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    @Timeout(10)
    void isRefused(Case one) {
        ran.add(one.name());

        assertThatExceptionOfType(RefusedResponseException.class)
                .isThrownBy(() -> validator.validate(one.xml(), one.expected()))
                .extracting(RefusedResponseException::refusal)
                .isEqualTo(one.refusal());
        assertThat(TrapServer.calls()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepts")
    void isAccepted(Case one) throws Exception {
        ran.add(one.name());

        var accepted = validator.validate(one.xml(), one.expected());

        assertThat(accepted.nameId().value()).isEqualTo(one.read().name());
        assertThat(accepted.attributes()).isEqualTo(one.read().attributes());
        assertThat(TrapServer.calls()).isZero();
    }

    /** Where java-saml looks for a key elsewhere or knows an algorithm not, it is asked about a twin of the same content. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("accepts")
    void javaSamlAgrees(Case one) throws Exception {
        var twin = one.twin();
        var asked = twin == null ? one : twin;

        assertThat(JavaSaml.read(asked)).isEqualTo(asked.read());
        assertThat(one.read().name()).isEqualTo(asked.read().name());
        assertThat(one.read().attributes()).containsAllEntriesOf(asked.read().attributes());
        if (twin != null && new String(one.xml(), UTF_8).contains("SignatureValue")) {
            assertThat(JavaSaml.verifies(one)).isTrue();
        }
    }

    @Test
    void isWhole() {
        assertThat(cases()).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(accepts()).hasSize(ACCEPTS);
        assertThat(refusals()).hasSize(REFUSALS);
        assertThat(accepts()).filteredOn(one -> one.twin() != null).hasSize(TWINS);
    }

    @AfterAll
    void everyCaseRan() {
        assertThat(ran).hasSize(ACCEPTS + REFUSALS);
    }
}
