package com.pickatime.simulator.control;

import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.pickatime.simulator.saml.ReceivedResponse;
import com.pickatime.simulator.saml.SamlTest;
import com.pickatime.simulator.saml.TestServiceProvider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class SamlControlIT extends SamlTest {

    SamlControlIT(@LocalServerPort int port) {
        super(port);
    }

    @BeforeEach
    void signIn() {
        signIn(TEACHER);
    }

    @ParameterizedTest
    @CsvSource({"BOTH, true, true", "RESPONSE, true, false", "ASSERTION, false, true", "NEITHER, false, false"})
    void choosesWhatIsSigned(String signed, boolean response, boolean assertion) {
        behave("{\"signed\":\"" + signed + "\"}");

        var received = ReceivedResponse.in(openTile());

        var certificate = published().get(0);
        assertThat(received.isResponseSignedBy(certificate)).isEqualTo(response);
        assertThat(received.isAssertionSignedBy(certificate)).isEqualTo(assertion);
    }

    @Test
    void encryptsToTheCertificateInTheServiceProvidersMetadata() {
        behave("{\"encrypted\":true}");

        var page = openTile();

        var received = ReceivedResponse.in(page, SERVICE_PROVIDER.key());
        assertThat(received.isResponseSignedBy(published().get(0))).isTrue();
        assertThat(received.isAssertionSignedBy(published().get(0))).isTrue();
        assertThat(received.attributes()).containsEntry("OR:userSourcedId", TEACHER);
    }

    @Test
    void signsWithSha1() {
        behave("{\"sha1\":true}");

        assertThat(ReceivedResponse.in(openTile()).algorithm()).endsWith("#rsa-sha1");
    }

    @Test
    void hasItsClockAhead() {
        behave("{\"clockOffsetSeconds\":600}");

        assertThat(Instant.parse(ReceivedResponse.in(openTile()).root().getAttribute("IssueInstant")))
                .isCloseTo(Instant.now().plusSeconds(600), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void answersAsIfNobodyHadAsked() {
        behave("{\"unsolicited\":true}");

        var answer = browser.get(SERVICE_PROVIDER.requestPath(TestServiceProvider.request("_asked", ""), null));

        assertThat(ReceivedResponse.in(answer).root().hasAttribute("InResponseTo"))
                .isFalse();
    }

    @Test
    void signsWithANewKeyBesideTheOld() {
        var old = published().get(0);

        client.post("/control/saml/key?keepOld=true", "");

        assertThat(published()).hasSize(2).contains(old);
        assertThat(published().get(0)).isNotEqualTo(old);
        assertThat(ReceivedResponse.in(openTile())
                        .isResponseSignedBy(published().get(0)))
                .isTrue();
    }

    @Test
    void dropsTheOldKey() {
        var old = published().get(0);

        var state = json(client.post("/control/saml/key", ""));

        assertThat(state.path("certificates")).hasSize(1);
        assertThat(published()).hasSize(1).doesNotContain(old);
    }

    @Test
    void goesBackToWhatIsUsual() {
        behave("{\"signed\":\"NEITHER\",\"sha1\":true}");
        assertThat(json(client.get("/control/saml")).at("/behaviour/sha1").asBoolean())
                .isTrue();

        assertThat(client.delete("/control/saml").statusCode()).isEqualTo(204);

        var usual = json(client.get("/control/saml")).path("behaviour");
        assertThat(usual.path("signed").asString()).isEqualTo("BOTH");
        assertThat(usual.path("sha1").asBoolean()).isFalse();
    }

    private void behave(String json) {
        assertThat(client.put("/control/saml", json).statusCode()).isEqualTo(200);
    }
}
