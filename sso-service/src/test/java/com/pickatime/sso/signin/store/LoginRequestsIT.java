package com.pickatime.sso.signin.store;

import static com.pickatime.sso.signin.store.StoreFixture.LIMIT;
import static com.pickatime.sso.signin.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginRequestsIT {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final LoginRequest REQUEST =
            new LoginRequest("_r1", OAK, "browser-hash", LoginPurpose.TEST, "/next");

    static Stream<StoreFixture> onEveryServer() {
        return StoreFixture.onEveryServer();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isFoundAsItWasUntilItIsTaken(StoreFixture fixture) {
        var requests = fixture.requests();
        requests.add(REQUEST).block(LIMIT);

        assertThat(await(requests.find(OAK, "_r1"))).isEqualTo(REQUEST);
        assertThat(await(requests.find(OAK, "_r1"))).isEqualTo(REQUEST);
        assertThat(await(requests.take(OAK, "_r1"))).isEqualTo(REQUEST);
        assertThat(requests.find(OAK, "_r1").blockOptional(LIMIT)).isEmpty();
        assertThat(requests.take(OAK, "_r1").blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void belongsToItsBusiness(StoreFixture fixture) {
        var requests = fixture.requests();
        requests.add(REQUEST).block(LIMIT);

        assertThat(requests.find(new BusinessId("elm"), "_r1").blockOptional(LIMIT))
                .isEmpty();
        assertThat(requests.take(new BusinessId("elm"), "_r1").blockOptional(LIMIT))
                .isEmpty();
        assertThat(requests.find(OAK, "_r1").blockOptional(LIMIT)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void endsAfterTenMinutesEvenIfMongoDbHasNotRemovedIt(StoreFixture fixture) {
        var requests = fixture.requests();
        requests.add(REQUEST).block(LIMIT);

        fixture.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(requests.find(OAK, "_r1").blockOptional(LIMIT)).isPresent();

        fixture.pass(Duration.ofMillis(1));
        assertThat(requests.find(OAK, "_r1").blockOptional(LIMIT)).isEmpty();
        assertThat(requests.take(OAK, "_r1").blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isTakenByOneOfManyWhoTryAtOnce(StoreFixture fixture) {
        fixture.requests().add(REQUEST).block(LIMIT);

        assertThat(StoreFixture.winners(fixture.requests().take(OAK, "_r1"))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isNeverReplacedByAnother(StoreFixture fixture) {
        fixture.requests().add(REQUEST).block(LIMIT);

        assertThatThrownBy(() -> fixture.requests().add(REQUEST).block(LIMIT)).isInstanceOf(MongoWriteException.class);
    }
}
