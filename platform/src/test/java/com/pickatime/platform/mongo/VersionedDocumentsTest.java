package com.pickatime.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.testing.Store;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("stores")
class VersionedDocumentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VersionedDocuments settings;

    VersionedDocumentsTest(Store store) {
        this.settings = new VersionedDocuments(store.freshDatabase().getCollection("settings"));
    }

    static Stream<Store> stores() {
        return Store.all();
    }

    @Test
    void replacesOnlyWhatWasSeen() {
        var none = VersionedDocuments.tag(null);
        var first = replace(none, "a");
        var second = replace(VersionedDocuments.tag(first), "b");

        for (var stale : List.of(none, VersionedDocuments.tag(first), "\"nonsense\"")) {
            refused(settings.replace("oak", stale, new Document("value", "c")));
            refused(settings.require("oak", stale));
        }
        assertThat(stored()).isEqualTo(second).containsEntry("value", "b");
        settings.require("oak", VersionedDocuments.tag(second)).block(PATIENCE);
        assertThat(replace(null, "d")).containsEntry("value", "d");
        assertThat(replace("*", "e")).containsEntry("value", "e");
        assertThat(settings.collection().countDocuments())
                .satisfies(count -> assertThat(Mono.from(count).block(PATIENCE)).isEqualTo(1));
    }

    @Test
    void takesADocumentOfAnEarlierReleaseForTheVersionThatNobodyHasSavedYet() {
        Mono.from(settings.collection().insertOne(new Document("_id", "oak").append("value", "old")))
                .block(PATIENCE);

        assertThat(replace(VersionedDocuments.tag(stored()), "new")).containsEntry("value", "new");
    }

    @Test
    void letsOneOfManyAtOnceWin() {
        var seen = VersionedDocuments.tag(replace(null, "seen"));

        var won = Flux.range(0, 20)
                .flatMap(
                        i -> settings.replace("oak", seen, new Document("value", "writer " + i))
                                .onErrorResume(ErrorResponseException.class, second -> Mono.empty()),
                        20)
                .collectList()
                .block(PATIENCE);

        assertThat(won).singleElement().isEqualTo(stored());
    }

    @Test
    void losesNoneOfManyAtOnceWhoDoNotSayWhatTheySaw() {
        assertThat(Flux.range(0, 5)
                        .flatMap(i -> settings.replace("oak", null, new Document("value", i)), 5)
                        .collectList()
                        .block(PATIENCE))
                .hasSize(5)
                .contains(stored());
    }

    private Document replace(@Nullable String ifMatch, String value) {
        return Objects.requireNonNull(
                settings.replace("oak", ifMatch, new Document("value", value)).block(PATIENCE));
    }

    private Document stored() {
        return Objects.requireNonNull(
                Mono.from(settings.collection().find().first()).block(PATIENCE));
    }

    private static void refused(Mono<?> change) {
        assertThatThrownBy(() -> change.block(PATIENCE))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        failure -> assertThat(failure.getStatusCode().value()).isEqualTo(412));
    }
}
