package com.pickatime.simulator.saml.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.saml.FormClient;
import com.pickatime.simulator.saml.ReceivedResponse;
import com.pickatime.simulator.saml.SamlTest;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class LaunchpadIT extends SamlTest {

    LaunchpadIT(@LocalServerPort int port) {
        super(port);
    }

    @Test
    void showsTheTileToWhoIsSignedIn() {
        assertThat(browser.get("/launchpad").body()).contains("Who are you?");

        assertThat(signIn(TEACHER).body()).contains("Signed in as", "pickAtime", "Sign out");
    }

    @Test
    void opensTheTileWithAResponseThatNobodyAskedFor() {
        signIn(TEACHER);

        var response = ReceivedResponse.in(openTile());

        assertThat(response.root().hasAttribute("InResponseTo")).isFalse();
        assertThat(Xml.all(response.root(), Saml.ASSERTION, "SubjectConfirmationData"))
                .noneMatch(data -> data.hasAttribute("InResponseTo"));
    }

    @Test
    void asksWhoItIsBeforeTheTileAndKeepsThePage() {
        var page = browser.get("/launchpad/pickatime?relayState=/schedule");

        var answer = browser.post(
                "/saml/sign-in",
                Map.of(
                        "person",
                        TEACHER,
                        "target",
                        FormClient.field(page, "target").orElseThrow()));

        assertThat(FormClient.field(answer, "RelayState")).contains("/schedule");
    }

    @Test
    void saysTheSameOfAPersonEveryTime() {
        signIn(TEACHER);
        var first = ReceivedResponse.in(openTile());
        signIn(TEACHER);
        var second = ReceivedResponse.in(openTile());

        assertThat(second.attributes()).isEqualTo(first.attributes());
        assertThat(nameId(second)).isEqualTo(nameId(first)).matches("\\d{8,10}");
        assertThat(second.sessionIndex()).isNotEqualTo(first.sessionIndex());
        assertThat(second.assertion().getAttribute("ID"))
                .isNotEqualTo(first.assertion().getAttribute("ID"));
    }

    @Test
    void knowsSomebodyWhomTheRosterDoesNotHave() {
        signIn("new.hire");

        assertThat(ReceivedResponse.in(openTile()).attributes())
                .containsEntry("OR:userSourcedId", "")
                .containsEntry("OR:userEmail", "")
                .containsEntry("Email", "noel.newcomer@staff.example.org");
    }

    @Test
    void letsParentsInToo() {
        var parents = browser.get("/saml/sign-in?q=G3000000");
        assertThat(parents.body()).contains("<h2>Parents</h2>");

        signIn("G3000000");

        assertThat(ReceivedResponse.in(openTile()).attributes())
                .containsEntry("OR:userSourcedId", "G3000000")
                .hasEntrySatisfying("Role", role -> assertThat(role).isIn("Parent", "Guardian", "Relative"));
    }

    private static String nameId(ReceivedResponse response) {
        return Xml.all(response.assertion(), Saml.ASSERTION, "NameID")
                .findFirst()
                .orElseThrow()
                .getTextContent();
    }
}
