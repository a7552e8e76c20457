package com.pickatime.sso.accounts;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static com.pickatime.sso.accounts.AdministratorFixture.awaitOrNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.Registrant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class PasswordLinksTest {

    private static final PasswordLink LINK =
            new PasswordLink(new BusinessId("oak"), new ContactId("ada"), "ada@example.org");

    private final AdministratorFixture fixture;
    private final PasswordLinks links;

    PasswordLinksTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.links = fixture.links();
    }

    @Test
    void worksOnceAndLookingDoesNotUseItUp() {
        var token = issue();

        assertThat(await(links.find(token))).isEqualTo(LINK);
        assertThat(await(links.find(token))).isEqualTo(LINK);
        assertThat(await(links.use(token))).isEqualTo(LINK);
        assertThat(awaitOrNull(links.use(token))).isNull();
        assertThat(awaitOrNull(links.find(token))).isNull();
    }

    @Test
    void bringsWhatAParentEnteredWhoRegisters() {
        var registration = new Registration(
                LINK.contact(), "Ada", "Byron", List.of(new Registrant.Answer("p1", "Interpreter?", "No")));
        var link = new PasswordLink(LINK.businessId(), LINK.contact(), LINK.email(), registration);

        var token = await(links.issue(link)).token();

        assertThat(await(links.find(token))).isEqualTo(link);
        assertThat(await(Mono.from(
                        fixture.database().getCollection("password_links").find())))
                .asString()
                .doesNotContain("Byron", "Interpreter");
    }

    @Test
    void isOneOfManysWhoUseItAtOnce() {
        var token = issue();

        assertThat(await(Flux.range(0, 20)
                        .flatMap(nth -> links.use(token).subscribeOn(Schedulers.boundedElastic()), 20)
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void endsAfterAnHour() {
        var token = issue();
        fixture.advance(Duration.ofMinutes(59));
        assertThat(await(links.find(token))).isEqualTo(LINK);

        fixture.advance(Duration.ofMinutes(1));

        assertThat(awaitOrNull(links.find(token))).isNull();
        assertThat(awaitOrNull(links.use(token))).isNull();
    }

    @Test
    void takesAllOthersOfTheContactAlong() {
        var token = issue();
        var other = issue();
        var bobs = await(links.issue(new PasswordLink(LINK.businessId(), new ContactId("bob"), "bob@example.org")));

        await(links.use(token));

        assertThat(awaitOrNull(links.find(other))).isNull();
        assertThat(awaitOrNull(links.find(bobs.token()))).isNotNull();
    }

    @Test
    void isInTheStoreWithoutTokenAndAddress() {
        var token = issue();

        var stored = await(
                Flux.from(fixture.database().getCollection("password_links").find())
                        .collectList());

        assertThat(stored).hasSize(1);
        assertThat(stored.toString()).doesNotContain(token, "ada@example.org");
    }

    private String issue() {
        return await(links.issue(LINK)).token();
    }
}
