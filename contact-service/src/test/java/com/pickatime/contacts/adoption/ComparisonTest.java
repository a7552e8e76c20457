package com.pickatime.contacts.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.events.PersonRole;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Binary MAY = new Binary(new byte[] {5});
    private static final Binary JUNE = new Binary(new byte[] {6});

    @Test
    void findsTheSameIdOrIdentifierWhereTheNameIsTheSameToo() {
        var roster = roster(PersonRole.STUDENT, "s-77", "Bart", "Simpson", null, null, "4711");

        var byIdentifier = compare(own(PersonRole.STUDENT, "Bart", "Simpson", null, null, "4711"), roster);
        var bySourceId = compare(own(PersonRole.STUDENT, "BART", "SIMPSON", null, null, "s-77"), roster);

        assertThat(byIdentifier).get().satisfies(found -> {
            assertThat(found.rules()).containsExactly(MatchRule.ID);
            assertThat(found.role()).isEqualTo(MatchRole.STUDENT);
            assertThat(found.strong()).isTrue();
            assertThat(found.score()).isEqualTo(95);
            assertThat(found.against()).isEmpty();
        });
        assertThat(bySourceId).get().extracting(Comparison::strong).isEqualTo(true);
        assertThat(compare(own(PersonRole.STUDENT, "Bart", "Simpson", null, null, "S-77"), roster))
                .as("source IDs count byte for byte")
                .isEmpty();
    }

    @Test
    void decidesNothingByAnIdThatAnotherNumberingMeetsByChance() {
        var found = compare(
                own(PersonRole.STUDENT, "Nelson", "Muntz", null, null, "1"),
                roster(PersonRole.STUDENT, "1", "Lisa", "Simpson", null, null, null));

        assertThat(found).get().satisfies(pair -> {
            assertThat(pair.strong()).isFalse();
            assertThat(pair.against()).containsExactly(Objection.OTHER_NAME);
            assertThat(pair.score()).isEqualTo(30);
        });
    }

    @Test
    void knowsWhoMarriedByIdAndBirthDate() {
        assertThat(compare(
                        own(PersonRole.STUDENT, "Edna", "Krabappel", null, MAY, "9"),
                        roster(PersonRole.STUDENT, "9", "Edna", "Flanders", null, MAY, null)))
                .get()
                .satisfies(pair -> {
                    assertThat(pair.strong()).isTrue();
                    assertThat(pair.against()).containsExactly(Objection.OTHER_NAME);
                });
    }

    @Test
    void decidesNothingByASharedAddressAlone() {
        var family = "simpsons@example.org";

        assertThat(compare(
                        own(PersonRole.STUDENT, "Bart", "Simpson", family, null, null),
                        roster(PersonRole.STUDENT, "s2", "Lisa", "Simpson", family, null, null)))
                .as("siblings")
                .get()
                .satisfies(pair -> {
                    assertThat(pair.rules()).containsExactly(MatchRule.EMAIL);
                    assertThat(pair.strong()).isFalse();
                });
        assertThat(compare(
                        own(PersonRole.STUDENT, "Bart", "Simpson", family, MAY, null),
                        roster(PersonRole.STUDENT, "s2", "Bart", "Simpson", family, JUNE, null)))
                .as("namesakes")
                .get()
                .satisfies(pair -> {
                    assertThat(pair.rules()).containsExactly(MatchRule.EMAIL_NAME);
                    assertThat(pair.against()).containsExactly(Objection.OTHER_BIRTH_DATE);
                    assertThat(pair.strong()).isFalse();
                });
        assertThat(compare(
                        own(PersonRole.STUDENT, "Patty", "Bouvier", family, MAY, null),
                        roster(PersonRole.STUDENT, "s2", "Selma", "Bouvier", family, MAY, null)))
                .as("twins")
                .get()
                .extracting(Comparison::strong)
                .isEqualTo(false);
    }

    @Test
    void findsNameAndAddressOrNameAndBirthDate() {
        var own = own(PersonRole.PARENT, "Marge", "Simpson", "marge@example.org", MAY, null);

        assertThat(compare(own, roster(PersonRole.GUARDIAN, "p1", "Marge", "Simpson", "marge@example.org", MAY, null)))
                .get()
                .satisfies(pair -> {
                    assertThat(pair.rules()).containsExactly(MatchRule.EMAIL_NAME, MatchRule.NAME_BIRTH_DATE);
                    assertThat(pair.role()).isEqualTo(MatchRole.PARENT);
                    assertThat(pair.score()).isEqualTo(93);
                });
        assertThat(compare(own, roster(PersonRole.PARENT, "p1", "Marge", "Simpson", "m@example.org", MAY, null)))
                .get()
                .satisfies(pair -> {
                    assertThat(pair.against()).containsExactly(Objection.OTHER_EMAIL);
                    assertThat(pair.strong()).isTrue();
                });
        assertThat(compare(own, roster(PersonRole.PARENT, "p1", "Marge", "Simpson", null, null, null)))
                .as("a name is nobody's alone")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "JOSÉ, NUÑEZ, José, Nuñez",
        "Jose, Nunez, José, Nuñez",
        "Zoë, Müller-Lüdenscheidt, ZOE, MULLER LUDENSCHEIDT",
        "Sean, O'Neil, Seán, O’NEIL",
        "Anne Marie, Strauß, Anne-Marie, Strauss",
        "Søren, Kierkegaard, Soren, Kierkegaard",
        "ELIF, YILMAZ, Elif, Yılmaz",
        "Ангелина, ЁЛКИНА, ангелина, Елкина",
        "ﬁona, Ⅷth, Fiona, VIIIth",
        "' Lisa ', Simpson, Lisa, Simpson"
    })
    void comparesNamesWithoutCaseMarksAndPunctuation(
            String given, String family, String otherGiven, String otherFamily) {
        assertThat(compare(
                        own(PersonRole.STUDENT, given, family, "x@example.org", null, null),
                        roster(PersonRole.STUDENT, "s1", otherGiven, otherFamily, "x@example.org", null, null)))
                .get()
                .extracting(Comparison::strong)
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "Simpson, Bart, Bart, Simpson",
        "Bob, Smith, Robert, Smith",
        "Bart, , Bart, ",
        "'-', Simpson, '-', Simpson",
        "Жанна, Simpson, Zhanna, Simpson"
    })
    void takesNoOtherNameForTheSame(
            String given, @Nullable String family, String otherGiven, @Nullable String otherFamily) {
        assertThat(compare(
                        own(PersonRole.STUDENT, given, family, null, MAY, null),
                        roster(PersonRole.STUDENT, "s1", otherGiven, otherFamily, null, MAY, null)))
                .isEmpty();
    }

    @Test
    void knowsThePreferredNameThatTheRosterSays() {
        var roster = new Document("_id", "b:r")
                .append("businessId", "b")
                .append("sourceId", "s1")
                .append("present", true)
                .append(
                        "roster",
                        new Document("roles", List.of("STUDENT"))
                                .append("givenName", "Robert")
                                .append("preferredName", "Bob")
                                .append("familyName", "Smith"));

        assertThat(compare(
                        own(PersonRole.STUDENT, "Bob", "Smith", null, MAY, null),
                        MatchPerson.of(new ContactView(roster), MAY)))
                .get()
                .extracting(Comparison::strong)
                .isEqualTo(true);
    }

    @Test
    void neverCrossesRoles() {
        for (var theirs : List.of(PersonRole.TEACHER, PersonRole.PARENT, PersonRole.ADMINISTRATOR)) {
            assertThat(compare(
                            own(PersonRole.STUDENT, "Edna", "K", "e@example.org", MAY, "1"),
                            roster(theirs, "1", "Edna", "K", "e@example.org", MAY, "1")))
                    .as(theirs.name())
                    .isEmpty();
        }
        assertThat(compare(
                        own(PersonRole.TEACHER, "Edna", "K", "e@example.org", null, null),
                        roster(PersonRole.ADMINISTRATOR, "1", "Edna", "K", "e@example.org", null, null)))
                .as("both are staff")
                .isPresent();
    }

    @Test
    void findsTeachersByClassesAndParentsByChildren() {
        var own = own(PersonRole.TEACHER, "Edna", "Krabappel", null, null, null);
        var roster = roster(PersonRole.TEACHER, "t1", "Edna", "Krabappel", null, null, null);
        var parent = own(PersonRole.PARENT, "Marge", "Simpson", null, null, null);

        assertThat(own.classKeys("Grade 4 – A")).isNotEmpty().isEqualTo(roster.classKeys("grade 4 a"));
        assertThat(own.classKeys("Grade 4 B")).doesNotContainAnyElementsOf(roster.classKeys("Grade 4 A"));
        assertThat(own.classKeys(" ")).isEmpty();
        assertThat(parent.classKeys("Grade 4")).isEmpty();
        assertThat(parent.childKeys("s1"))
                .isNotEmpty()
                .isEqualTo(roster(PersonRole.RELATIVE, "p1", "MARGE", "Simpson", null, null, null)
                        .childKeys("s1"));
        assertThat(own.childKeys("s1")).isEmpty();
        assertThat(Comparison.of(own, roster, Set.of(MatchRule.NAME_CLASS)).strong())
                .isTrue();
    }

    @Test
    void tellsOtherSchoolsAndGradesWhereBothSidesSayThem() {
        assertThat(compare(placed("own-school", "4"), placed("another", "5"))
                        .orElseThrow()
                        .against())
                .containsExactly(Objection.OTHER_SCHOOL, Objection.OTHER_GRADE);
        assertThat(compare(placed("own-school", "4"), placed("own-school", null))
                        .orElseThrow()
                        .against())
                .isEmpty();
    }

    private static MatchPerson placed(String school, @Nullable String grade) {
        var roster = new Document("roles", List.of("STUDENT"))
                .append("givenName", "Bart")
                .append("familyName", "Simpson")
                .append("identifier", "1")
                .append("orgs", List.of(school));
        if (grade != null) {
            roster.append("grades", List.of(grade));
        }
        return MatchPerson.of(
                new ContactView(
                        new Document("_id", "b:x").append("businessId", "b").append("roster", roster)),
                null);
    }

    private static Optional<Comparison> compare(MatchPerson own, MatchPerson roster) {
        var common = new HashSet<>(own.keys());
        common.retainAll(roster.keys());
        var rules = EnumSet.noneOf(MatchRule.class);
        common.forEach(key -> rules.add(key.rule()));
        return rules.isEmpty() ? Optional.empty() : Optional.of(Comparison.of(own, roster, rules));
    }

    private static MatchPerson own(
            PersonRole role,
            String given,
            @Nullable String family,
            @Nullable String email,
            @Nullable Binary birthDate,
            @Nullable String identifier) {
        var roster = fields(role, given, family, email, identifier);
        if (birthDate != null) {
            roster.append("birthDateHash", birthDate);
        }
        return MatchPerson.of(
                new ContactView(new Document("_id", "b:o")
                        .append("businessId", "b")
                        .append("own", true)
                        .append("present", false)
                        .append("roster", roster)),
                null);
    }

    private static MatchPerson roster(
            PersonRole role,
            String sourceId,
            String given,
            @Nullable String family,
            @Nullable String email,
            @Nullable Binary birthDate,
            @Nullable String identifier) {
        return MatchPerson.of(
                new ContactView(new Document("_id", "b:r")
                        .append("businessId", "b")
                        .append("sourceId", sourceId)
                        .append("present", true)
                        .append("roster", fields(role, given, family, email, identifier))),
                birthDate);
    }

    private static Document fields(
            PersonRole role,
            String given,
            @Nullable String family,
            @Nullable String email,
            @Nullable String identifier) {
        var fields = new Document("roles", Arrays.asList(role.name()))
                .append("givenName", given)
                .append("familyName", family);
        if (email != null) {
            fields.append("email", email);
        }
        if (identifier != null) {
            fields.append("identifier", identifier);
        }
        return fields;
    }
}
