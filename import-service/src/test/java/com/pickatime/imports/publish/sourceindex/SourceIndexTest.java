package com.pickatime.imports.publish.sourceindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.doubles.HttpDouble;
import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SourceIndexTest {

    private static final String HASH = "00112233445566778899aabbccddeeff";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger copies = new AtomicInteger();
    private final HttpDouble contacts = HttpDouble.start(this::answer);
    private volatile List<String> answers = List.of();
    private ServiceTokens tokens = tokens(TestTokens.issuer(), TestTokens.clientSecret());
    private Staging staging;

    @BeforeEach
    void openStaging(@TempDir Path directory) {
        staging = Staging.open(directory, Keysets.generate().keyedHash(), new BusinessId("springfield"));
    }

    @AfterEach
    void close() {
        staging.close();
        contacts.close();
    }

    @Test
    void copiesWhatIsStored() {
        answers = List.of(index(Map.of(0, 41L), 12_001));

        StepVerifier.create(copy(Map.of(0, 41L)))
                .assertNext(stored ->
                        assertThat(stored.of(RecordType.PERSON).count()).isEqualTo(12_001))
                .expectComplete()
                .verify(LIMIT);
        assertThat(staging.plan().changes()).isEqualTo(12_001);
        assertThat(copies).hasValue(1);
    }

    @Test
    void tellsTheHighestRevisionThatWasEverWritten() {
        answers =
                List.of(index(Map.of(), 1).replace("{\"positions\":{}}", "{\"positions\":{},\"highestRevision\":57}"));
        StepVerifier.create(copy(Map.of()).map(StoredTotals::highestRevision))
                .expectNext(57L)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void tellsTheContactsOfABusinessThatNoRosterHas() {
        var index = index(Map.of(), 0)
                .replace("{\"entries\":0}", "{\"entries\":0,\"own\":{\"STUDENT\":3},\"firstImport\":\"CLEAR_FIRST\"}");
        answers = List.of(index);
        var own = new OwnContacts(Map.of(PersonRole.STUDENT, 3L), OwnContacts.Decision.CLEAR_FIRST);

        StepVerifier.create(copy(Map.of()).map(StoredTotals::own))
                .expectNext(own)
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(ownContacts()).expectNext(own).expectComplete().verify(LIMIT);
    }

    @Test
    void tellsNoSuchContactsWhereARosterIsStored() {
        answers = List.of(index(Map.of(), 2));

        StepVerifier.create(ownContacts())
                .expectNext(OwnContacts.NONE)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void doesNotTakeAContactServiceThatIsAwayForOneWithoutSuchContacts() {
        answers = List.of("503");

        StepVerifier.create(ownContacts())
                .expectError(ContactServiceNotReadyException.class)
                .verify(LIMIT);
    }

    @Test
    void copiesNothingOfABusinessThatHoldsNothing() {
        answers = List.of(index(Map.of(), 0));

        StepVerifier.create(copy(Map.of()))
                .assertNext(stored ->
                        assertThat(stored.of(RecordType.PERSON).count()).isZero())
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void waitsUntilEveryPartitionIsApplied() {
        answers = List.of(
                index(Map.of(0, 40L, 1, 7L), 3), index(Map.of(0, 41L), 3), "503", index(Map.of(0, 41L, 1, 7L), 3));

        StepVerifier.create(copy(Map.of(0, 41L, 1, 7L)))
                .assertNext(stored ->
                        assertThat(stored.of(RecordType.PERSON).count()).isEqualTo(3))
                .expectComplete()
                .verify(LIMIT);
        assertThat(requests).hasValue(4);
        assertThat(copies).hasValue(1);
    }

    @Test
    void givesUpAContactServiceThatStaysBehind() {
        answers = List.of(index(Map.of(0, 40L), 3));

        StepVerifier.create(copy(Map.of(0, 41L), Duration.ofSeconds(1)))
                .expectError(ContactServiceNotReadyException.class)
                .verify(LIMIT);
        assertThat(requests).hasValueGreaterThan(2);
    }

    @Test
    void refusesAnIndexThatIsCutOff() {
        answers = List.of(index(Map.of(), 3).replaceFirst("\\{\"entries\".*", ""));

        expectBroken();
    }

    @Test
    void refusesAnIndexWhoseCountIsWrong() {
        answers = List.of(index(Map.of(), 3).replace("{\"entries\":3}", "{\"entries\":4}"));

        expectBroken();
    }

    @Test
    void refusesAnIndexThatGoesOnAfterItsEnd() {
        answers = List.of(index(Map.of(), 3) + entry(4));

        expectBroken();
    }

    @Test
    void doesNotWaitWhenItIsNotLetIn() {
        answers = List.of("401");

        expectBroken();
        assertThat(requests).hasValue(1);
    }

    @Test
    void doesNotWaitWhenItsClientIsUnknown() {
        tokens = tokens(TestTokens.issuer(), "wrong-secret");

        expectBroken();
        assertThat(requests).hasValue(0);
    }

    @Test
    void waitsForAnIssuerThatIsAway() {
        answers = List.of(index(Map.of(), 1));
        var away = HttpDouble.start(this::answer);
        away.close();
        tokens = tokens(away.url(), TestTokens.clientSecret());

        StepVerifier.create(copy(Map.of(), Duration.ofSeconds(1)))
                .expectError(ContactServiceNotReadyException.class)
                .verify(LIMIT);
        assertThat(requests).hasValue(0);
    }

    private static ServiceTokens tokens(String issuer, String secret) {
        return new ServiceTokens(
                WebClient.create(),
                URI.create(issuer + "/oauth2/token"),
                new ServiceTokens.Credentials(TestTokens.clientId(), secret),
                Clock.systemUTC());
    }

    private void expectBroken() {
        StepVerifier.create(copy(Map.of()))
                .expectError(SourceIndexException.class)
                .verify(LIMIT);
    }

    private Mono<OwnContacts> ownContacts() {
        return SourceIndexes.of(contacts.url(), tokens, LIMIT).ownContacts(new BusinessId("springfield"));
    }

    private Mono<StoredTotals> copy(Map<Integer, Long> through) {
        return copy(through, Duration.ofSeconds(15));
    }

    private Mono<StoredTotals> copy(Map<Integer, Long> through, Duration patience) {
        return SourceIndexes.of(contacts.url(), tokens, patience)
                .copyInto(staging, new BusinessId("springfield"), through, copies::incrementAndGet);
    }

    private void answer(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestURI().getPath()).isEqualTo("/businesses/springfield/source-index");
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).startsWith("Bearer ey");
        var answer = answers.get(Math.min(requests.getAndIncrement(), answers.size() - 1));
        if (answer.length() == 3) {
            HttpDouble.answer(exchange, Integer.parseInt(answer), "application/problem+json", "{}");
        } else {
            HttpDouble.answer(exchange, 200, "application/x-ndjson", answer);
        }
    }

    private static String index(Map<Integer, Long> positions, int people) {
        var told = positions.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(","));
        var entries =
                IntStream.range(0, people).mapToObj(SourceIndexTest::entry).collect(Collectors.joining());
        return "{\"positions\":{" + told + "}}\n" + entries + "{\"entries\":" + people + "}\n";
    }

    private static String entry(int number) {
        return "[\"PERSON\",\"p-" + number + "\",\"" + HASH + "\"]\n";
    }
}
