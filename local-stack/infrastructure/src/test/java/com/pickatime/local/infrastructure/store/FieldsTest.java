package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static final Document PERSON = new Document("_id", "b:1")
            .append("name", "Zoë")
            .append("present", true)
            .append(
                    "roster",
                    new Document("class", "c1").append("role", "TEACHER").append("more", new Document("x", 1)))
            .append("tags", List.of(new Document("k", 1).append("v", "x"), "text", List.of(new Document("v", 2))));

    private static final Document NAMES =
            new Document("name", 1).append("roster.class", true).append("_id", 0);

    @Test
    void readsWhatIsComparedAndShowsWhatIsAskedFor() {
        var filter = new Document("_id", new Document("$gte", "a"))
                .append("$and", List.of(new Document("present", true), new Document("roster.role", "TEACHER")))
                .append(
                        "$or",
                        List.of(new Document("tags.v", "x"), new Document("$nor", List.of(new Document("c", 2)))));

        var search = Fields.of(filter, NAMES).orElseThrow();

        assertThat(Bson.decode(Bson.encode(PERSON), search.read()))
                .isEqualTo(new Document("_id", "b:1")
                        .append("name", "Zoë")
                        .append("present", true)
                        .append("roster", new Document("class", "c1").append("role", "TEACHER"))
                        .append("tags", PERSON.get("tags")));
        assertThat(search.shown().of(PERSON))
                .isEqualTo(new Document("name", "Zoë").append("roster", new Document("class", "c1")));
    }

    @Test
    void showsOfAnArrayWhatItsDocumentsHave() {
        var search = Fields.of(new Document(), new Document("tags.v", 1)).orElseThrow();

        assertThat(search.shown().of(PERSON))
                .isEqualTo(new Document("_id", "b:1")
                        .append("tags", List.of(new Document("v", "x"), List.of(new Document("v", 2)))));
    }

    @Test
    void showsAllOfAFieldThatIsNamedBesideAPartOfIt() {
        var wide = Fields.of(new Document("roster.role", "TEACHER"), new Document("roster", 1))
                .orElseThrow();
        var narrow = Fields.of(new Document("roster", new Document()), new Document("roster.role", 1))
                .orElseThrow();

        assertThat(Bson.decode(Bson.encode(PERSON), wide.read())).containsEntry("roster", PERSON.get("roster"));
        assertThat(Bson.decode(Bson.encode(PERSON), narrow.read())).containsEntry("roster", PERSON.get("roster"));
        assertThat(narrow.shown().of(PERSON)).containsEntry("roster", new Document("role", "TEACHER"));
    }

    @Test
    void doesNotTellWhereItIsNotSaidByPathsAlone() {
        var anything = new Document();
        assertThat(Fields.of(anything, null)).isEmpty();
        assertThat(Fields.of(anything, anything)).isEmpty();
        assertThat(Fields.of(anything, new Document("_id", 0))).isEmpty();
        assertThat(Fields.of(anything, new Document("secret", 0))).isEmpty();
        assertThat(Fields.of(anything, new Document("tags", new Document("$slice", 1))))
                .isEmpty();
        assertThat(Fields.of(anything, new Document("tags.$", 1))).isEmpty();
        assertThat(Fields.of(new Document("$expr", new Document("$eq", List.of("$a", "$b"))), NAMES))
                .isEmpty();
        assertThat(Fields.of(new Document("$or", List.of(new Document("$where", "true"))), NAMES))
                .isEmpty();
    }
}
