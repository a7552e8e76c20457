package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootFieldsTest {

    private static final Document NAMES =
            new Document("name", 1).append("roster.class", true).append("_id", 0);

    @Test
    void areThoseThatAreComparedOrShown() {
        var filter = new Document("_id", new Document("$gte", "a"))
                .append("$and", List.of(new Document("present", true), new Document("roster.role", "TEACHER")))
                .append("$or", List.of(new Document("a.b", 1), new Document("$nor", List.of(new Document("c", 2)))));

        assertThat(RootFields.of(filter, NAMES))
                .hasValueSatisfying(fields ->
                        assertThat(fields).containsExactlyInAnyOrder("_id", "name", "roster", "present", "a", "c"));
    }

    @Test
    void areAnyWhereItIsNotSaidWhatIsShownOrCompared() {
        assertThat(RootFields.of(new Document(), null)).isEmpty();
        assertThat(RootFields.of(new Document(), new Document("_id", 0))).isEmpty();
        assertThat(RootFields.of(new Document(), new Document("secret", 0))).isEmpty();
        assertThat(RootFields.of(new Document(), new Document("tags", new Document("$slice", 1))))
                .isEmpty();
        assertThat(RootFields.of(new Document("$expr", new Document("$eq", List.of("$a", "$b"))), NAMES))
                .isEmpty();
        assertThat(RootFields.of(new Document("$or", List.of(new Document("$where", "true"))), NAMES))
                .isEmpty();
    }
}
