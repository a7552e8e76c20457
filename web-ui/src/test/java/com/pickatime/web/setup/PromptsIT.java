package com.pickatime.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import com.pickatime.web.testing.StandInServices.Asked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;

/** Global Setup / Contacts: custom prompts asked of parents at registration. */
class PromptsIT {

    private static final String PAGE = "/global-setup/contacts";
    private static final String SETTINGS = "/businesses/oak/registration-settings";
    private static final String FIRST =
            "{\"id\":\"p1\",\"words\":\"A <b>phone</b>?\",\"choices\":[],\"required\":false}";
    private static final String SECOND =
            "{\"id\":\"p2\",\"words\":\"How?\",\"choices\":[\"Phone\",\"Mail\"],\"required\":true}";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        pages.services().forget();
        pages.services().answer("GET /businesses/oak/clearings", Answer.json("{\"items\": [], \"next\": null}"));
        pages.services().answer("GET " + SETTINGS, Answer.json(settings(true, FIRST, SECOND)));
        pages.services().answer("PUT " + SETTINGS, Answer.json(settings(true)));
    }

    private static String settings(boolean on, String... prompts) {
        return "{\"parentsMayRegister\":" + on + ",\"prompts\":[" + String.join(",", prompts) + "]}";
    }

    @Test
    void showsWhatParentsAreAskedInItsOrder() {
        assertThat(pages.page(AccessLevel.ADMINISTRATOR, PAGE))
                .contains("Custom prompts")
                .containsPattern("name=\"parentsMayRegister\"[^>]*checked=\"checked\"")
                .containsSubsequence("A &lt;b&gt;phone&lt;/b&gt;?", "The answer is a text.", "How?", "must be answered")
                .contains("Phone, Mail", "href=\"/global-setup/contacts/prompts/p2\"", "aria-label=\"Up: How?\"")
                .contains("action=\"/global-setup/contacts/prompts/p1/down\"", "Add a prompt")
                .doesNotContain("prompts/p1/up\"", "prompts/p2/down\"", "<b>phone", "??");
    }

    @Test
    void switchesItOffAndOn() {
        submit("/registration", BodyInserters.fromFormData("tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=registration-saved");

        assertThat(put().body()).isEqualTo(settings(false, FIRST, SECOND));
        assertThat(put().headers()).containsEntry("if-match", "\"7.1\"");

        pages.services().forget();
        submit("/registration", BodyInserters.fromFormData("tag", "\"7.1\"").with("parentsMayRegister", "true"));
        assertThat(put().body()).isEqualTo(settings(true, FIRST, SECOND));
    }

    @Test
    void addsAPromptAtTheEnd() {
        assertThat(pages.page(AccessLevel.ADMINISTRATOR, PAGE + "/prompts/new"))
                .contains("<h1>Add a prompt</h1>", "name=\"tag\" value=\"&quot;7.1&quot;\"")
                .doesNotContain("Remove this prompt", "??");

        submit(
                        "/prompts/new",
                        BodyInserters.fromFormData("tag", "\"7.1\"")
                                .with("words", " Interpreter? ")
                                .with("choices", "Yes\r\n\r\n No \r\n")
                                .with("required", "true"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=prompt-saved");

        assertThat(put().body())
                .isEqualTo(settings(
                        true,
                        FIRST,
                        SECOND,
                        "{\"id\":null,\"words\":\"Interpreter?\",\"choices\":[\"Yes\",\"No\"],\"required\":true}"));
    }

    @Test
    void changesAPromptWhereItIs() {
        assertThat(pages.page(AccessLevel.ADMINISTRATOR, PAGE + "/prompts/p2"))
                .contains("value=\"How?\"", ">Phone\nMail</textarea>", "name=\"required\" value=\"true\" checked");

        submit("/prompts/p1", BodyInserters.fromFormData("tag", "\"7.1\"").with("words", "A number?"));

        assertThat(put().body())
                .isEqualTo(settings(
                        true, "{\"id\":\"p1\",\"words\":\"A number?\",\"choices\":[],\"required\":false}", SECOND));
    }

    @Test
    void ordersAndRemoves() {
        submit("/prompts/p2/up", BodyInserters.fromFormData("tag", "\"7.1\""))
                .expectHeader()
                .location(PAGE + "?done=prompt-moved");
        assertThat(put().body()).isEqualTo(settings(true, SECOND, FIRST));

        pages.services().forget();
        submit("/prompts/p1/down", BodyInserters.fromFormData("tag", "\"7.1\""));
        assertThat(put().body()).isEqualTo(settings(true, SECOND, FIRST));

        pages.services().forget();
        submit("/prompts/p1/removal", BodyInserters.fromFormData("tag", "\"7.1\""))
                .expectHeader()
                .location(PAGE + "?done=prompt-removed");
        assertThat(put().body()).isEqualTo(settings(true, SECOND));
    }

    @Test
    void keepsWhatWasTypedAndNamesTheField() {
        pages.services().answer("PUT " + SETTINGS, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "prompts[1].choices[0]", "reason": "must not have more"},
                  {"field": "prompts[1].words", "reason": "must not be those of another prompt"}]}"""));

        submit(
                        "/prompts/p2",
                        BodyInserters.fromFormData("tag", "\"7.1\"")
                                .with("words", "A phone?")
                                .with("choices", "Yes\nNo"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("role=\"alert\"", "id=\"wrong-words\"", "id=\"wrong-choices\"", "href=\"#words\"")
                        .contains("What parents are asked must not be those of another prompt", "value=\"A phone?\"")
                        .contains(">Yes\nNo</textarea>"));
    }

    @Test
    void tellsWhoIsSecondAndShowsWhatIsThereNow() {
        pages.services()
                .answer("PUT " + SETTINGS, Answer.problem(412, "{\"detail\": \"Get it again, with its new ETag.\"}"));

        submit("/prompts/p2", BodyInserters.fromFormData("tag", "\"6.1\"").with("words", "Mine?"))
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("Somebody else changed the prompts meanwhile", "value=\"Mine?\"", "&quot;7.1&quot;")
                        .doesNotContain("ETag"));
        for (var path : new String[] {"/prompts/gone", "/prompts/p1/removal", "/prompts/p2/up", "/registration"}) {
            submit(path, BodyInserters.fromFormData("tag", "\"6.1\"").with("words", "Mine?"))
                    .expectStatus()
                    .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                    .expectBody(String.class)
                    .value(page -> assertThat(page)
                            .contains("Somebody else changed the prompts meanwhile", "How?", "Custom prompts"));
        }
    }

    @Test
    void theRestOfThePageIsThereWhileThePromptsCannotBeRead() {
        pages.services().answer("GET " + SETTINGS, Answer.problem(404, "{}"));

        assertThat(pages.page(AccessLevel.ADMINISTRATOR, PAGE))
                .contains("Custom prompts", "This cannot be shown at the moment", "Delete All Contacts")
                .doesNotContain("Add a prompt");
    }

    @Test
    void aPromptThatIsNoMoreHasNoPage() {
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE + "/prompts/gone")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static Asked put() {
        var asked = pages.services().asked("PUT " + SETTINGS);
        assertThat(asked).hasSize(1);
        return asked.get(0);
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.ADMINISTRATOR, PAGE + path, form);
    }
}
