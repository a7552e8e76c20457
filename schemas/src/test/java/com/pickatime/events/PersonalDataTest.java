package com.pickatime.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody who watches a topic sees the clear fields: what identifies a child or opens an account is not one of them. */
class PersonalDataTest {

    private static final List<Schema> ENVELOPES = List.of(
            RosterRecord.getClassSchema(),
            ImportEvent.getClassSchema(),
            ClassLinkNotification.getClassSchema(),
            SsoEvent.getClassSchema(),
            ContactEvent.getClassSchema(),
            ConferenceEvent.getClassSchema(),
            PasswordLinkIssued.getClassSchema(),
            DistrictAdded.getClassSchema());

    private static final List<String> ENCRYPTED =
            List.of("birthdate", "dateofbirth", "dob", "email", "username", "ciphertext");
    private static final List<String> NOT_KEPT =
            List.of("password", "phone", "sms", "socialsecurity", "gender", "sex", "race", "ethnic");

    // how many students have none, which is nobody's birth date
    private static final Set<String> ALLOWED = Set.of("ImportSummary.studentsWithoutBirthDate");

    @Test
    void isCiphertextWhereItIsPublished() {
        assertThat(clear(ENVELOPES)).isEmpty();
    }

    @Test
    void isNotPublishedWhereNobodyNeedsIt() {
        assertThat(named(ENVELOPES, NOT_KEPT)).extracting(Found::toString).isEmpty();
    }

    @Test
    void isFoundWhereItIsKnownToBe() {
        assertThat(named(ENVELOPES, ENCRYPTED))
                .extracting(Found::toString)
                .contains(
                        "RosterPerson.emailCiphertext",
                        "RosterPerson.usernameCiphertext",
                        "RosterDemographics.birthDateCiphertext",
                        "ImportActivated.administratorCiphertexts",
                        "AdministratorsChanged.administratorCiphertexts",
                        "PasswordLinkIssued.addressCiphertext",
                        "PasswordLinkIssued.linkCiphertext",
                        "DistrictAdded.teamCiphertexts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"birthDate\", \"type\": \"string\"}",
                "{\"name\": \"contactEmail\", \"type\": [\"null\", \"string\"]}",
                "{\"name\": \"userNames\", \"type\": {\"type\": \"array\", \"items\": \"string\"}}",
                "{\"name\": \"emails\", \"type\": {\"type\": \"map\", \"values\": \"string\"}}",
                "{\"name\": \"dob\", \"type\": {\"type\": \"int\", \"logicalType\": \"date\"}}",
                "{\"name\": \"inner\", \"type\": {\"type\": \"record\", \"name\": \"I\", \"fields\": [{\"name\": \"email\", \"type\": \"string\"}]}}"
            })
    void wouldBeNoticedInTheClear(String field) {
        var schema = new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [%s]}""".formatted(field));

        assertThat(clear(List.of(schema))).hasSize(1);
    }

    private record Found(String record, Schema.Field field) {

        boolean isNamedLike(List<String> words) {
            var name = field.name().toLowerCase(Locale.ROOT);
            return words.stream().anyMatch(name::contains);
        }

        @Override
        public String toString() {
            return record + "." + field.name();
        }
    }

    private static List<String> clear(Collection<Schema> envelopes) {
        return named(envelopes, ENCRYPTED).stream()
                .filter(found -> !isBytes(found.field().schema()))
                .map(Found::toString)
                .filter(name -> !ALLOWED.contains(name))
                .toList();
    }

    private static List<Found> named(Collection<Schema> envelopes, List<String> words) {
        return records(envelopes)
                .flatMap(schema -> schema.getFields().stream().map(field -> new Found(schema.getName(), field)))
                .filter(found -> found.isNamedLike(words))
                .toList();
    }

    private static boolean isBytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES, NULL -> true;
            case ARRAY -> isBytes(schema.getElementType());
            case UNION -> schema.getTypes().stream().allMatch(PersonalDataTest::isBytes);
            default -> false;
        };
    }

    private static Stream<Schema> records(Collection<Schema> envelopes) {
        var seen = new LinkedHashSet<Schema>();
        var open = new ArrayList<>(envelopes);
        while (!open.isEmpty()) {
            var schema = open.remove(open.size() - 1);
            if (seen.add(schema)) {
                open.addAll(parts(schema));
            }
        }
        return seen.stream().filter(schema -> schema.getType() == Schema.Type.RECORD);
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case UNION -> schema.getTypes();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            default -> List.of();
        };
    }
}
