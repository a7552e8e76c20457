package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TtlIndexTest {

    private static final Document DESCRIPTION = new Document("ns", "rosters.used.ids")
            .append("key", new Document("usedAt", 1))
            .append("expireAfterSeconds", 60);

    @Test
    void readsItsDescription() {
        assertThat(TtlIndex.of(DESCRIPTION))
                .contains(new TtlIndex("rosters.used.ids", "usedAt", Duration.ofMinutes(1)));
        assertThat(TtlIndex.of(DESCRIPTION).orElseThrow().collection("rosters")).isEqualTo("used.ids");
    }

    @Test
    void isNoneWithoutATime() {
        var plain = DESCRIPTION.clone();
        plain.remove("expireAfterSeconds");

        assertThat(TtlIndex.of(plain)).isEmpty();
    }

    @Test
    void findsWhatIsAsOldAsItsLife() {
        var now = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(TtlIndex.of(DESCRIPTION).orElseThrow().expired(now))
                .isEqualTo(new Document("usedAt", new Document("$lte", now.minusSeconds(60))));
    }
}
