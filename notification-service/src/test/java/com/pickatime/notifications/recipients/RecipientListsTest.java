package com.pickatime.notifications.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.crypto.UnreadableFieldException;
import com.pickatime.platform.ids.BusinessId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class RecipientListsTest {

    private static final BusinessId B1 = new BusinessId("b1");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Keysets KEYS = Keysets.generate();
    private static final FieldCipher CIPHER = KEYS.fieldCipher();

    private final MongoDatabase database;
    private final RecipientLists lists;

    RecipientListsTest(TestStore store) {
        this.database = TestDatabases.on(store);
        this.lists = new RecipientLists(database, CIPHER, KEYS.keyedHash());
    }

    @Test
    void knowsNobodyAtFirst() {
        StepVerifier.create(lists.find(B1)).verifyComplete();
    }

    @Test
    void learnsWhoIsToBeTold() {
        learn("b1", "Springfield", NOON, "a@example.org", "b@example.org");

        StepVerifier.create(lists.find(B1))
                .assertNext(known -> {
                    assertThat(known.businessName()).isEqualTo("Springfield");
                    assertThat(known.timeZone()).isEqualTo("America/Chicago");
                    assertThat(known.administrators())
                            .extracting(Recipient::address)
                            .containsExactly("a@example.org", "b@example.org");
                })
                .verifyComplete();
    }

    @Test
    void letsTheNewerNewsWinInWhateverOrderItComes() {
        learn("b1", "New", NOON, "new@example.org");
        learn("b1", "Old", NOON.minusSeconds(1), "old@example.org");

        assertThat(addresses("b1")).containsExactly("new@example.org");

        learn("b1", "Newest", NOON.plusSeconds(1), "newest@example.org");

        assertThat(addresses("b1")).containsExactly("newest@example.org");
    }

    @Test
    void ignoresAReplay() {
        learn("b1", "Springfield", NOON, "a@example.org");
        learn("b1", "Springfield", NOON, "a@example.org");

        assertThat(addresses("b1")).containsExactly("a@example.org");
    }

    @Test
    void countsAnAddressOnceThatWasEnteredTwice() {
        learn("b1", "Springfield", NOON, "a@example.org", " a@example.org");

        assertThat(addresses("b1")).containsExactly("a@example.org");
    }

    @Test
    void givesAnAddressTheSameKeyAtEveryBusinessAndTime() {
        learn("b1", "Springfield", NOON, "a@example.org");
        learn("b2", "Shelbyville", NOON, "a@example.org");

        assertThat(find("b1").administrators()).isEqualTo(find("b2").administrators());
    }

    @Test
    void entersNothingWhenAnAddressDoesNotOpen() {
        var foreign =
                ByteBuffer.wrap(CIPHER.seal(new BusinessId("another"), "administrator", "email", "a@example.org"));

        StepVerifier.create(lists.learn(
                        B1,
                        "Springfield",
                        List.of(sealed("b1", "b@example.org"), foreign),
                        null,
                        WantedMails.CHANGES_AND_PROBLEMS,
                        NOON))
                .verifyError(UnreadableFieldException.class);

        StepVerifier.create(lists.find(B1)).verifyComplete();
    }

    @Test
    void forgetsATimeZoneThatNewerNewsDoesNotName() {
        learn("b1", "Springfield", NOON, "a@example.org");
        StepVerifier.create(lists.learn(
                        B1, "Springfield", List.of(), null, WantedMails.CHANGES_AND_PROBLEMS, NOON.plusSeconds(1)))
                .verifyComplete();

        assertThat(find("b1").timeZone()).isNull();
    }

    @Test
    void storesNoAddressInClear() {
        learn("b1", "Springfield", NOON, "a@example.org");

        Document stored = Mono.from(database.getCollection("recipients").find()).block(Duration.ofSeconds(10));

        assertThat(stored).isNotNull();
        assertThat(stored.toJson()).doesNotContain("example.org");
    }

    @Test
    void leavesTheAddressOutOfTheRecipientsStringForm() {
        assertThat(new Recipient("0123", "a@example.org")).hasToString("Recipient[0123]");
    }

    private void learn(String businessId, String name, Instant when, String... addresses) {
        var ciphertexts =
                Stream.of(addresses).map(address -> sealed(businessId, address)).toList();
        StepVerifier.create(lists.learn(
                        new BusinessId(businessId), name, ciphertexts, "America/Chicago", WantedMails.PROBLEMS, when))
                .verifyComplete();
    }

    private List<String> addresses(String businessId) {
        return find(businessId).administrators().stream()
                .map(Recipient::address)
                .toList();
    }

    private RecipientList find(String businessId) {
        return lists.find(new BusinessId(businessId))
                .blockOptional(Duration.ofSeconds(10))
                .orElseThrow();
    }

    private static ByteBuffer sealed(String businessId, String address) {
        return ByteBuffer.wrap(CIPHER.seal(new BusinessId(businessId), "administrator", "email", address));
    }
}
