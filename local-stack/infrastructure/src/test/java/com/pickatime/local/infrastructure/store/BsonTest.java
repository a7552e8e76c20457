package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Compares as text: the library's regular expressions have no equality of their own. */
class BsonTest {

    private static final Document EVERY_TYPE = new Document("text", "Zoë")
            .append("double", 1.5)
            .append("nested", new Document("a", List.of(1, "b")))
            .append("array", List.of(new Document("x", 1), 2))
            .append("binary", new BinData(new byte[] {1, 2, 3}))
            .append("uuid", UUID.fromString("00000000-0000-0001-0000-000000000002"))
            .append("id", new ObjectId())
            .append("yes", true)
            .append("date", Instant.ofEpochMilli(5))
            .append("nothing", null)
            .append("pattern", new BsonRegularExpression("a", "i"))
            .append("int", 7)
            .append("long", 8L)
            .append("decimal", new Decimal128(new BigDecimal("1.25")));

    @Test
    void readsBackWhatItWrote() {
        assertThat(Bson.decode(Bson.encode(EVERY_TYPE))).hasToString(EVERY_TYPE.toString());
    }

    @Test
    void readsEachFieldOnItsOwn() {
        var bytes = Bson.encode(EVERY_TYPE);

        EVERY_TYPE.forEach((name, value) -> assertThat(Bson.decode(bytes, Fields.named(Set.of(name))))
                .hasToString(new Document(name, value).toString()));
    }

    @Test
    void passesOverWhatIsNotWanted() {
        assertThat(Bson.decode(Bson.encode(EVERY_TYPE), Fields.named(Set.of("absent", "int", "text"))))
                .isEqualTo(new Document("text", "Zoë").append("int", 7));
    }
}
