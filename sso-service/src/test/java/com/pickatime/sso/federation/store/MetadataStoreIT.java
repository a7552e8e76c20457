package com.pickatime.sso.federation.store;

import static com.pickatime.sso.federation.FederationFixture.PATIENCE;
import static com.pickatime.sso.federation.FederationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.FederationFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.sso.federation.FederationFixture#onEveryServer")
class MetadataStoreIT {

    private static final BusinessId B1 = new BusinessId("b1");
    private static final MetadataKey KEY = new MetadataKey(B1, URI.create("https://idp.example/m"));
    private static final MetadataKey MOVED = new MetadataKey(B1, URI.create("https://idp.example/moved"));
    private static final byte[] XML = {1, 2, 3};
    private static final Instant LATER = START.plusSeconds(3600);
    private static final FailedFetch FAILURE = new FailedFetch("TIMED_OUT", "in words", START.plusSeconds(9));

    private final MetadataStore store;

    MetadataStoreIT(FederationFixture fixture) {
        this.store = fixture.store();
        run(store.createIndexes());
    }

    @AfterEach
    void clear() {
        run(store.delete(B1));
    }

    @Test
    void letsOneOfManyFetchWhatIsNotThereYet() {
        assertThat(winners()).isEqualTo(1);
        assertThat(await(store.find(KEY))).isEqualTo(new StoredMetadata(B1, KEY.url(), null, null, null));
    }

    @Test
    void letsOneOfManyFetchAgainAfterAWhile() {
        run(store.replace(KEY, XML, START.minusSeconds(60), LATER));

        assertThat(winners()).isEqualTo(1);
        assertThat(winners()).isZero();
        assertThat(await(store.find(KEY)).xml()).isEqualTo(new Binary(XML));
    }

    @Test
    void forgetsWhatAnotherAddressServedWhenThisOneIsAsked() {
        run(store.replace(KEY, XML, START, LATER));

        assertThat(await(store.claim(MOVED, START, START.minusSeconds(60)))).isTrue();
        StepVerifier.create(store.find(KEY)).verifyComplete();
        assertThat(await(store.find(MOVED)).xml()).isNull();
    }

    @Test
    void keepsWhatCameAndWhatFailedSideBySide() {
        await(store.claim(KEY, START, START.minusSeconds(60)));
        run(store.succeeded(KEY, XML, START, LATER));
        run(store.failed(KEY, FAILURE, LATER));
        assertThat(await(store.find(KEY)))
                .isEqualTo(new StoredMetadata(B1, KEY.url(), new Binary(XML), START, FAILURE));

        run(store.succeeded(KEY, XML, LATER, LATER));
        assertThat(await(store.find(KEY))).isEqualTo(new StoredMetadata(B1, KEY.url(), new Binary(XML), LATER, null));
    }

    @Test
    void writesNothingForAnAddressThatIsNoLongerTheBusinesss() {
        run(store.replace(MOVED, XML, START, LATER));
        run(store.succeeded(KEY, new byte[] {9}, START, LATER));
        run(store.failed(KEY, FAILURE, LATER));

        assertThat(await(store.find(MOVED)))
                .isEqualTo(new StoredMetadata(B1, MOVED.url(), new Binary(XML), START, null));
        StepVerifier.create(store.find(KEY)).verifyComplete();
    }

    @Test
    void doesNotBringBackWhatWasDeleted() {
        run(store.replace(KEY, XML, START, LATER));
        run(store.delete(B1));
        run(store.succeeded(KEY, XML, START, LATER));

        StepVerifier.create(store.find(KEY)).verifyComplete();
    }

    @Test
    void givesWhatIsDueToOneOfManyInstances() {
        run(store.replace(KEY, XML, START, LATER));
        var claims = Flux.range(0, 20)
                .flatMap(i -> store.claimDue(LATER, LATER.plus(Duration.ofMinutes(15))), 20)
                .collectList();

        StepVerifier.create(store.claimDue(LATER.minusMillis(1), LATER)).verifyComplete();
        assertThat(await(claims)).containsExactly(KEY);
        StepVerifier.create(store.claimDue(LATER.plus(Duration.ofMinutes(15)), LATER.plusSeconds(1_000_000)))
                .expectNext(KEY)
                .verifyComplete();
    }

    @Test
    void listsWhatWasFetchedAtLeastOnce() {
        await(store.claim(KEY, START, START));
        StepVerifier.create(store.all().filter(held -> held.businessId().equals(B1)))
                .verifyComplete();

        run(store.succeeded(KEY, XML, START, LATER));
        StepVerifier.create(store.all().filter(held -> held.businessId().equals(B1)))
                .expectNextCount(1)
                .verifyComplete();
    }

    /** How many of 20 at the same time may fetch. */
    private long winners() {
        return await(Flux.range(0, 20)
                .flatMap(
                        i -> store.claim(KEY, START, START.minusSeconds(60)).subscribeOn(Schedulers.boundedElastic()),
                        20)
                .filter(mine -> mine)
                .count());
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    private static void run(Mono<Void> mono) {
        mono.block(PATIENCE);
    }
}
