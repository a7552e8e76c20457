package com.pickatime.sso.keys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.UnreadableFieldException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class StoredKeysIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final MongoDatabase database;
    private final StoredKeys keys;

    StoredKeysIT(TestStore store) {
        this.database = TestDatabases.on(store);
        this.keys = new StoredKeys(database, TestKeys.cipher());
    }

    @Test
    void givesBackWhatWasAddedOldestFirst() {
        var second = key(KeyKind.TOKEN, 2, NOW);
        var first = key(KeyKind.TOKEN, 1, NOW);
        await(keys.add(second));
        await(keys.add(first));
        await(keys.add(key(KeyKind.SAML, 1, NOW)));

        assertThat(await(keys.all(KeyKind.TOKEN))).containsExactly(first, second);
    }

    @Test
    void letsOneOfManyHaveANumber() {
        var winners = await(Flux.range(0, 20)
                .flatMap(i -> keys.add(key("kid-" + i)).subscribeOn(Schedulers.boundedElastic()), 20)
                .filter(added -> added)
                .count());

        assertThat(winners).isEqualTo(1);
        assertThat(await(keys.all(KeyKind.TOKEN))).hasSize(1);
    }

    @Test
    void keepsThePrivatePartSealed() {
        await(keys.add(key(KeyKind.TOKEN, 1, NOW)));

        var document = documents().get(0);
        assertThat(document.toJson()).contains("public-1").doesNotContain("private-1");
        assertThat(new String(
                        document.get("privateKey", org.bson.types.Binary.class).getData()))
                .doesNotContain("private-1");
    }

    @Test
    void opensNoKeyUnderAnothersName() {
        await(keys.add(key(KeyKind.TOKEN, 1, NOW)));
        Mono.from(database.getCollection("sso_keys").updateOne(new Document(), Updates.set("kid", "another")))
                .block(LIMIT);

        assertThatThrownBy(() -> await(keys.all(KeyKind.TOKEN))).isInstanceOf(UnreadableFieldException.class);
    }

    @Test
    void isActivatedOnce() {
        var waiting = key(KeyKind.SAML, 1, null);
        await(keys.add(waiting));

        var activated = await(Flux.range(0, 20)
                .flatMap(i -> keys.activate(waiting, NOW.plusSeconds(i)).subscribeOn(Schedulers.boundedElastic()), 20)
                .filter(done -> done)
                .count());

        assertThat(activated).isEqualTo(1);
        assertThat(await(keys.all(KeyKind.SAML)).get(0).activeFrom()).isNotNull();
        assertThat(await(keys.activate(waiting, NOW.plusSeconds(99)))).isFalse();
    }

    @Test
    void forgetsTheRetired() {
        var first = key(KeyKind.TOKEN, 1, NOW);
        var second = key(KeyKind.TOKEN, 2, NOW);
        await(keys.add(first));
        await(keys.add(second));

        keys.remove(List.of(first)).block(LIMIT);
        keys.remove(List.of()).block(LIMIT);

        assertThat(await(keys.all(KeyKind.TOKEN))).containsExactly(second);
    }

    @Test
    void showsNoPrivatePartInItsText() {
        assertThat(key(KeyKind.TOKEN, 1, NOW).toString()).contains("kid-1").doesNotContain("private-1");
    }

    private List<Document> documents() {
        return await(Flux.from(database.getCollection("sso_keys").find()).collectList());
    }

    private static StoredKey key(String kid) {
        return new StoredKey(KeyKind.TOKEN, 1, kid, "public", "private", NOW, NOW);
    }

    private static StoredKey key(KeyKind kind, int number, @Nullable Instant activeFrom) {
        return new StoredKey(kind, number, "kid-" + number, "public-" + number, "private-" + number, NOW, activeFrom);
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }
}
