package com.pickatime.sso.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.sso.signin.testing.Browser;
import com.pickatime.sso.signin.testing.Browser.Page;
import com.pickatime.sso.signin.testing.SharedEnvironment;
import com.pickatime.sso.signin.testing.SignInFlow;
import com.pickatime.sso.signin.testing.SsoInstance;
import com.pickatime.sso.signin.testing.TestContacts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything in a sign-in is good once, however often and wherever it is shown. */
class SingleUseIT {

    private static final int COPIES = 20;

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void usesAResponseOnce() {
        var flow = SharedEnvironment.flow();
        var solicited = flow.response(flow.login(), "s1").encoded();
        var unsolicited = flow.unsolicited("s1").encoded();

        assertThat(flow.post(solicited).status()).isEqualTo(303);
        assertUsedUp(flow.post(solicited));
        assertThat(flow.post(unsolicited).status()).isEqualTo(303);
        assertUsedUp(flow.post(unsolicited));
    }

    @Test
    void answersARequestOnceEvenWithANewAssertion() {
        var flow = SharedEnvironment.flow();
        var request = flow.login();

        assertThat(flow.post(flow.response(request, "s1")).status()).isEqualTo(303);
        assertUsedUp(flow.post(flow.response(request, "s1")));
    }

    @Test
    void finishesASignInOnce() {
        var flow = SharedEnvironment.flow();
        var answer = flow.post(flow.response(flow.login(), "s1"));

        var pages = atOnce(i -> flow.browser().get(answer.location()));

        assertThat(pages.stream().filter(page -> page.status() == 303)).hasSize(1);
        assertThat(pages.stream().filter(page -> page.status() == 403)).hasSize(COPIES - 1);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void letsOneOfManyCopiesInAcrossInstances(TestStore store) {
        try (var contacts = new TestContacts();
                var first = SsoInstance.start(store.uri(), contacts);
                var second = first.twin(store.uri(), contacts)) {
            var business = first.business(SharedEnvironment.idp());
            contacts.knows(business, "s1", "Marge Simpson", "CUSTOMER");
            var flow = SignInFlow.of(first, SharedEnvironment.idp(), business);

            assertOneOf(
                    List.of(first, second),
                    flow,
                    flow.response(flow.login(), "s1").encoded());
            assertOneOf(List.of(first, second), flow, flow.unsolicited("s1").encoded());
        }
    }

    @Test
    void knowsAUsedResponseAfterARestart() {
        var flow = SharedEnvironment.flow();
        var unsolicited = flow.unsolicited("s1").encoded();
        var solicited = flow.response(flow.login(), "s1").encoded();
        assertThat(flow.post(unsolicited).status()).isEqualTo(303);
        assertThat(flow.post(solicited).status()).isEqualTo(303);

        try (var after = SharedEnvironment.service().twin(TestStore.embedded(), SharedEnvironment.contacts())) {
            var again = SignInFlow.of(after, SharedEnvironment.idp(), flow.business());
            assertUsedUp(again.post(unsolicited));
            assertUsedUp(again.post(solicited));
        }
    }

    @Test
    void usesNothingUpWhileTheContactServiceIsAway() {
        var flow = SharedEnvironment.flow();
        var solicited = flow.response(flow.login(), "s1").encoded();
        var unsolicited = flow.unsolicited("s1").encoded();

        SharedEnvironment.contacts().isAway(true);
        try {
            for (var response : List.of(solicited, unsolicited, solicited)) {
                var page = flow.post(response);
                assertThat(page.status()).isEqualTo(503);
                assertThat(page.body()).contains("reload this page");
            }
        } finally {
            SharedEnvironment.contacts().isAway(false);
        }
        assertThat(flow.post(solicited).status()).as("the same page, reloaded").isEqualTo(303);
        assertThat(flow.post(unsolicited).status()).isEqualTo(303);
    }

    private static void assertOneOf(List<SsoInstance> instances, SignInFlow flow, String response) {
        var pages = atOnce(i -> {
            var browser = new Browser(instances.get(i % instances.size()).url());
            return new SignInFlow(flow.service(), flow.idp(), flow.business(), browser).post(response);
        });

        assertThat(pages.stream().filter(page -> page.status() == 303)).hasSize(1);
        assertThat(pages.stream().filter(page -> page.status() == 403)).hasSize(COPIES - 1);
    }

    private static void assertUsedUp(Page page) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This sign-in is used up");
    }

    private static List<Page> atOnce(IntFunction<Page> attempt) {
        var threads = Executors.newFixedThreadPool(COPIES);
        try {
            var attempts = IntStream.range(0, COPIES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> attempt.apply(i), threads))
                    .toList();
            return attempts.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }
}
