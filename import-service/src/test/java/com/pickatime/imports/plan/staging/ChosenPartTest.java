package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.birthDate;
import static com.pickatime.imports.plan.staging.Rows.enrollment;
import static com.pickatime.imports.plan.staging.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.load.NothingLeftException;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a business did not choose is as if its source did not have it. */
class ChosenPartTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final Set<PersonRole> PARENT_LIKE =
            Set.of(PersonRole.PARENT, PersonRole.GUARDIAN, PersonRole.RELATIVE);

    @TempDir
    Path directory;

    private final Store store = new Store();

    /** Two schools of a district, with a department each, two terms, a class each and a family each. */
    private final List<RosterRow> district = List.of(
            org("district", null),
            org("east", "district"),
            org("east-science", "east"),
            org("west", "district"),
            course("east-maths", "east"),
            course("west-maths", "west"),
            course("any-maths", "district"),
            session("year", null),
            session("fall", "year"),
            session("spring", "year"),
            section("e1", "east", "fall"),
            section("w1", "west", "fall"),
            section("w2", "west", "spring"),
            of("se", PersonRole.STUDENT, List.of("east"), "pe"),
            of("sw", PersonRole.STUDENT, List.of("west"), "pw"),
            of("te", PersonRole.TEACHER, List.of("district")),
            of("tw", PersonRole.TEACHER, List.of("west")),
            of("pe", PersonRole.PARENT, List.of("district")),
            of("pw", PersonRole.PARENT, List.of("east", "west")),
            birthDate("se"),
            birthDate("sw"),
            enrollment("1", "e1", "se", EnrollmentRole.STUDENT),
            enrollment("2", "e1", "te", EnrollmentRole.TEACHER),
            enrollment("3", "w1", "sw", EnrollmentRole.STUDENT),
            enrollment("4", "w2", "tw", EnrollmentRole.TEACHER));

    @Test
    void importsAllOfItWhereNothingIsChosen() {
        var plan = importing(RosterChoice.ALL, district);

        assertThat(plan.changes()).isEqualTo(district.size());
        assertThat(codes(plan)).doesNotContain("OUTSIDE_THE_CHOICE");
    }

    @Test
    void importsOfAChosenSchoolItsClassesItsPeopleAndWhatIsAboveIt() {
        var plan = importing(schools("east"), district);

        assertThat(ids(RecordType.ORG)).containsExactlyInAnyOrder("district", "east", "east-science");
        assertThat(ids(RecordType.COURSE)).containsExactlyInAnyOrder("east-maths", "any-maths");
        assertThat(ids(RecordType.CLASS)).containsExactly("e1");
        assertThat(ids(RecordType.PERSON)).containsExactlyInAnyOrder("se", "te", "pe");
        assertThat(ids(RecordType.DEMOGRAPHICS)).containsExactly("se");
        assertThat(ids(RecordType.ENROLLMENT)).containsExactlyInAnyOrder("1", "2");
        assertThat(ids(RecordType.ACADEMIC_SESSION)).containsExactlyInAnyOrder("year", "fall", "spring");
        assertThat(plan.facts()).returns(1L, RosterFacts::relationships).returns(3L, RosterFacts::people);
    }

    @Test
    void tellsWhatIsOutsideOnceAndRefusesNothingOfIt() {
        var plan = importing(schools("east"), district);

        assertThat(codes(plan)).containsExactly("OUTSIDE_THE_CHOICE");
        assertThat(warning(plan, "OUTSIDE_THE_CHOICE").count()).isEqualTo(10);
        assertThat(warning(plan, "OUTSIDE_THE_CHOICE").message())
                .contains(
                        "1 schools and other organisations, 1 courses, 2 classes, 3 people, 1 birth dates, 2 enrollments.");
        assertThat(plan.of(RecordType.PERSON).refused()).isZero();
    }

    @Test
    void removesWhatWasStoredOfASchoolThatIsNotChosenAnyMore() {
        importing(RosterChoice.ALL, district);

        var plan = importing(schools("east"), district);

        assertThat(plan.of(RecordType.PERSON).removed()).isEqualTo(3);
        assertThat(plan.of(RecordType.DEMOGRAPHICS).removed()).isOne();
        assertThat(plan.of(RecordType.CLASS).removed()).isEqualTo(2);
        assertThat(importing(schools("east"), district).isEmpty()).isTrue();
        assertThat(importing(RosterChoice.ALL, district).of(RecordType.PERSON).added())
                .isEqualTo(3);
    }

    @Test
    void takesWhatIsBelowAChosenOrganisationAsPartOfIt() {
        importing(schools("district"), district);

        assertThat(ids(RecordType.CLASS)).containsExactlyInAnyOrder("e1", "w1", "w2");
        assertThat(ids(RecordType.ORG)).containsExactlyInAnyOrder("district", "east", "east-science", "west");
    }

    @Test
    void keepsParentsWithTheirChildrenWhateverOrganisationsTheirRowsName() {
        importing(schools("west"), district);

        assertThat(ids(RecordType.PERSON)).containsExactlyInAnyOrder("sw", "tw", "pw");
    }

    @Test
    void keepsAParentOfWhomNoChildIsNamedBySchool() {
        importing(schools("east"), with(district, of("alone", PersonRole.GUARDIAN, List.of("east"))));

        assertThat(ids(RecordType.PERSON)).contains("alone");
    }

    @Test
    void keepsTheParentsOfAStudentWhoseRowCannotBeRead() {
        importing(schools("east"), district);

        var plan = importing(
                schools("east"),
                district.stream()
                        .filter(row -> !row.sourceId().equals("se") || row.type() != RecordType.PERSON)
                        .map(row -> row.sourceId().equals("pe")
                                ? of("pe", PersonRole.PARENT, List.of("district"), "se")
                                : row)
                        .toList(),
                new RowRefusal(RecordType.PERSON, "users.csv:3", "se", "row", "has 5 values"));

        assertThat(plan.of(RecordType.PERSON).removed()).isZero();
    }

    @Test
    void importsClassesOfAChosenTermAndOfSessionsAboveAndBelowIt() {
        var roster = with(
                district,
                section("all-year", "west", "year"),
                section("quarter", "west", "q3"),
                session("q3", "spring"));

        importing(terms("spring"), roster);

        assertThat(ids(RecordType.CLASS)).containsExactlyInAnyOrder("w2", "all-year", "quarter");
        assertThat(ids(RecordType.ACADEMIC_SESSION)).containsExactlyInAnyOrder("year", "spring", "q3");
        assertThat(ids(RecordType.PERSON)).hasSize(6);
        assertThat(ids(RecordType.ENROLLMENT)).containsExactly("4");
    }

    @Test
    void lastsSessionsThatAreAboveEachOther() {
        importing(terms("a"), List.of(session("a", "b"), session("b", "a"), section("c", "s", "b")));

        assertThat(ids(RecordType.CLASS)).containsExactly("c");
    }

    @Test
    void namesAChosenSchoolOrTermThatTheRosterDoesNotHave() {
        var plan = importing(
                new RosterChoice(
                        List.of("east", "closed"),
                        List.of("fall", "fall-2019"),
                        List.of(),
                        List.of(),
                        List.of(),
                        false),
                district);

        assertThat(warning(plan, "CHOSEN_SCHOOLS_UNKNOWN").count()).isOne();
        assertThat(warning(plan, "CHOSEN_SCHOOLS_UNKNOWN").message()).contains(": closed.");
        assertThat(warning(plan, "CHOSEN_TERMS_UNKNOWN").message()).contains(": fall-2019.");
    }

    @Test
    void namesTheFirstTenOfManyThatAreNotThere() {
        var many = IntStream.range(0, 12).mapToObj(i -> "gone" + i).toList();

        var plan = importing(
                new RosterChoice(
                        Stream.concat(many.stream(), Stream.of("east")).toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        false),
                district);

        assertThat(warning(plan, "CHOSEN_SCHOOLS_UNKNOWN").message())
                .contains("gone0, ")
                .contains("gone9 and more.")
                .doesNotContain("gone10");
    }

    @Test
    void failsRatherThanImportAnEmptyRoster() {
        importing(RosterChoice.ALL, district);

        assertThatThrownBy(() -> importing(schools("closed"), district))
                .isInstanceOf(NothingLeftException.class)
                .hasMessageContaining("None of the roster's 6 people")
                .hasMessageContaining("Nothing was changed");
        assertThatThrownBy(() -> importing(terms("fall-2019"), district))
                .isInstanceOf(NothingLeftException.class)
                .hasMessageContaining("None of the roster's 3 classes is in the chosen terms");
        assertThatThrownBy(() -> importing(roles(PersonRole.AIDE), district)).isInstanceOf(NothingLeftException.class);
    }

    @Test
    void importsPeopleOfChosenRolesAlone() {
        var plan = importing(roles(PersonRole.STUDENT, PersonRole.TEACHER), district);

        assertThat(ids(RecordType.PERSON)).containsExactlyInAnyOrder("se", "sw", "te", "tw");
        assertThat(stored("se").getAgentSourceIds()).isEmpty();
        assertThat(codes(plan)).containsExactly("OUTSIDE_THE_CHOICE");
    }

    @Test
    void takesARoleThatWasNotChosenFromSomebodyWhoHasAnother() {
        var both = person(
                "both",
                person -> person.setRoles(List.of(PersonRole.TEACHER, PersonRole.PARENT))
                        .setAgentSourceIds(List.of("se")));

        var plan = importing(roles(PersonRole.STUDENT, PersonRole.TEACHER), with(district, both));

        var stored = stored("both");
        assertThat(stored.getRoles()).containsExactly(PersonRole.TEACHER);
        assertThat(stored.getAgentSourceIds()).isEmpty();
        assertThat(codes(plan)).containsExactly("OUTSIDE_THE_CHOICE");
    }

    @Test
    void importsStaffWithoutAnAddressOutsideOfTheirDomains() {
        var choice = new RosterChoice(List.of(), List.of(), List.of(), List.of("oak.org"), List.of(), false);

        var plan = importing(
                choice,
                List.of(
                        person("home", PersonRole.TEACHER, "T@Home.net"),
                        person("work", PersonRole.TEACHER, "t@OAK.org"),
                        person("none", PersonRole.AIDE, null),
                        person("parent", PersonRole.PARENT, "p@home.net"),
                        person("student", PersonRole.STUDENT, "s@home.net")));

        var people = store.rows(RecordType.PERSON);
        assertThat(people.values().stream()
                        .filter(row -> Rows.person(row).getEmailCiphertext() != null)
                        .map(RosterRow::sourceId))
                .containsExactlyInAnyOrder("work", "parent", "student");
        assertThat(warning(plan, "STAFF_EMAIL_OUTSIDE_DOMAINS").count()).isOne();
        assertThat(importing(
                                choice,
                                List.copyOf(people.values().stream()
                                        .map(row -> row.sourceId().equals("home")
                                                ? person("home", PersonRole.TEACHER, "other@home.net")
                                                : row)
                                        .toList()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void takesTheTwoRowsOfATeacherWhoIsAParentForOnePersonOfTheStaff() {
        var plan = importing(
                new RosterChoice(List.of(), List.of(), List.of(), List.of("oak.org"), List.of(), false),
                List.of(
                        person("both", PersonRole.TEACHER, "t@oak.org"),
                        person("both", PersonRole.PARENT, "t@home.net"),
                        person("other", PersonRole.PARENT, "o@home.net"),
                        person("other", PersonRole.TEACHER, null)));

        assertThat(warning(plan, "STAFF_EMAIL_OUTSIDE_DOMAINS").count()).isOne();
        assertThat(stored("both").getEmailCiphertext()).isNotNull();
    }

    @Test
    void linksNobodyWhoseRolesMayNotBeLinked() {
        var roster = List.of(
                of("s", PersonRole.STUDENT, List.of("school"), "p", "g", "r"),
                of("p", PersonRole.PARENT, List.of("school")),
                of("g", PersonRole.GUARDIAN, List.of("school"), "s"),
                of("r", PersonRole.RELATIVE, List.of("school"), "s"),
                person(
                        "both",
                        person -> person.setRoles(List.of(PersonRole.RELATIVE, PersonRole.PARENT))
                                .setAgentSourceIds(List.of("s"))));
        importing(RosterChoice.ALL, roster);

        var plan = importing(
                new RosterChoice(List.of(), List.of(), List.of(), List.of(), List.of(PersonRole.PARENT), false),
                roster);

        assertThat(stored("s").getAgentSourceIds()).containsExactly("p");
        assertThat(stored("g").getAgentSourceIds()).isEmpty();
        assertThat(stored("both").getAgentSourceIds()).containsExactly("s");
        assertThat(plan.facts().relationships()).isEqualTo(2);
        assertThat(plan.of(RecordType.PERSON).updated()).isEqualTo(3);
        assertThat(warning(plan, "RELATION_NOT_ALLOWED").count()).isEqualTo(2);
        assertThat(codes(plan)).doesNotContain("AGENTS_NOT_A_PARENT_AND_STUDENT", "UNRESOLVED_AGENTS");
    }

    @ParameterizedTest
    @ValueSource(longs = {7})
    void isAsARosterThatNeverHadTheRest(long seed) {
        var random = new Random(seed);
        var same = new Store();
        for (int i = 0; i < 5; i++) {
            var roster = randomRoster(random);
            var choice = randomChoice(random);
            var part = part(roster, choice);
            if (!part.stream()
                    .map(RosterRow::type)
                    .collect(Collectors.toSet())
                    .containsAll(Set.of(RecordType.PERSON, RecordType.CLASS))) {
                continue;
            }

            var plan = run(choice, roster, store);
            run(RosterChoice.ALL, part, same);

            for (var type : Comparison.TYPES) {
                assertThat(store.rows(type))
                        .as("import %d of %s, %s", i, choice, type)
                        .isEqualTo(same.rows(type));
            }
            assertThat(plan.types().values().stream()
                            .mapToLong(type -> type.sourceCount())
                            .sum())
                    .isEqualTo(Comparison.TYPES.stream()
                            .mapToLong(type -> store.rows(type).size())
                            .sum());
            assertThat(run(choice, roster, store).isEmpty()).isTrue();
        }
    }

    private static List<RosterRow> randomRoster(Random random) {
        var roster = new ArrayList<>(List.of(
                org("o0", null),
                org("o1", "o0"),
                org("o2", "o0"),
                org("o3", "o2"),
                session("t0", null),
                session("t1", "t0")));
        for (int i = 0; i < 8; i++) {
            roster.add(section("c" + i, "o" + random.nextInt(5), "t" + random.nextInt(2)));
        }
        for (int i = 0; i < 30; i++) {
            var role = List.of(PersonRole.STUDENT, PersonRole.STUDENT, PersonRole.GUARDIAN, PersonRole.TEACHER)
                    .get(random.nextInt(4));
            var agents = IntStream.range(0, random.nextInt(3)).mapToObj(n -> "u" + random.nextInt(33));
            roster.add(of("u" + i, role, List.of("o" + random.nextInt(5)), agents.toArray(String[]::new)));
            if (random.nextBoolean()) {
                roster.add(birthDate("u" + i, LocalDate.of(2012, 1, 1).plusDays(i)));
            }
        }
        for (int i = 0; i < 25; i++) {
            roster.add(enrollment("e" + i, "c" + random.nextInt(9), "u" + random.nextInt(33), EnrollmentRole.STUDENT));
        }
        return roster;
    }

    private static RosterChoice randomChoice(Random random) {
        return new RosterChoice(
                random.nextBoolean() ? List.of() : List.of("o" + random.nextInt(4), "o1"),
                random.nextInt(3) > 0 ? List.of() : List.of("t" + random.nextInt(2)),
                random.nextBoolean() ? List.of() : List.of(PersonRole.STUDENT, PersonRole.TEACHER),
                List.of(),
                List.of(),
                false);
    }

    /** The rules once more, the slow and simple way. */
    private static List<RosterRow> part(List<RosterRow> roster, RosterChoice choice) {
        var orgs = around(roster, RecordType.ORG, choice.schools());
        var schools = below(roster, RecordType.ORG, choice.schools());
        var sessions = around(roster, RecordType.ACADEMIC_SESSION, choice.terms());
        boolean anySchool = choice.schools().isEmpty();
        var classes = roster.stream()
                .filter(row -> row.payload() instanceof RosterClass section
                        && (anySchool || schools.contains(section.getSchoolSourceId()))
                        && (choice.terms().isEmpty()
                                || section.getTermSourceIds().stream().anyMatch(sessions::contains)))
                .map(RosterRow::sourceId)
                .collect(Collectors.toSet());
        var enrolled = roster.stream()
                .filter(row -> row.payload() instanceof RosterEnrollment enrollment
                        && classes.contains(enrollment.getClassSourceId()))
                .map(row -> ((RosterEnrollment) row.payload()).getUserSourceId())
                .collect(Collectors.toSet());
        var byPlace = people(roster)
                .filter(row -> anySchool
                        || enrolled.contains(row.sourceId())
                        || Rows.person(row).getOrgSourceIds().stream().anyMatch(schools::contains))
                .map(RosterRow::sourceId)
                .collect(Collectors.toSet());
        var chosen = people(roster)
                .filter(row -> anySchool || belongs(row, roster, byPlace))
                .filter(row -> choice.roles().isEmpty()
                        || choice.roles().containsAll(Rows.person(row).getRoles()))
                .map(RosterRow::sourceId)
                .collect(Collectors.toSet());
        return roster.stream()
                .filter(row -> switch (row.type()) {
                    case ORG -> anySchool || orgs.contains(row.sourceId());
                    case ACADEMIC_SESSION -> choice.terms().isEmpty() || sessions.contains(row.sourceId());
                    case CLASS -> classes.contains(row.sourceId());
                    case PERSON, DEMOGRAPHICS -> chosen.contains(row.sourceId());
                    default -> true;
                })
                .toList();
    }

    private static boolean belongs(RosterRow row, List<RosterRow> roster, Set<String> byPlace) {
        var children = children(row, roster);
        return PARENT_LIKE.containsAll(Rows.person(row).getRoles()) && !children.isEmpty()
                ? children.stream().anyMatch(byPlace::contains)
                : byPlace.contains(row.sourceId());
    }

    private static Set<String> children(RosterRow parent, List<RosterRow> roster) {
        return people(roster)
                .filter(row -> Rows.person(row).getRoles().contains(PersonRole.STUDENT))
                .filter(row -> Rows.person(row).getAgentSourceIds().contains(parent.sourceId())
                        || Rows.person(parent).getAgentSourceIds().contains(row.sourceId()))
                .map(RosterRow::sourceId)
                .collect(Collectors.toSet());
    }

    private static Stream<RosterRow> people(List<RosterRow> roster) {
        return roster.stream().filter(row -> row.payload() instanceof RosterPerson);
    }

    private static Set<String> below(List<RosterRow> roster, RecordType type, Collection<String> chosen) {
        var below = new HashSet<>(chosen);
        while (below.addAll(roster.stream()
                .filter(row -> row.type() == type && below.contains(String.valueOf(parent(row))))
                .map(RosterRow::sourceId)
                .toList())) {}
        return below;
    }

    private static Set<String> around(List<RosterRow> roster, RecordType type, Collection<String> chosen) {
        var above = new HashSet<>(chosen);
        while (above.addAll(roster.stream()
                .filter(row -> row.type() == type && above.contains(row.sourceId()))
                .map(row -> String.valueOf(parent(row)))
                .toList())) {}
        above.addAll(below(roster, type, chosen));
        return above;
    }

    private static @Nullable String parent(RosterRow row) {
        return row.payload() instanceof RosterOrg org
                ? org.getParentSourceId()
                : ((RosterAcademicSession) row.payload()).getParentSourceId();
    }

    private Plan importing(RosterChoice choice, List<RosterRow> rows, RowRefusal... refusals) {
        return run(choice, rows, store, refusals);
    }

    private Plan run(RosterChoice choice, List<RosterRow> rows, Store into, RowRefusal... refusals) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.choose(choice);
            staging.add(rows);
            Arrays.stream(refusals).forEach(staging::refuse);
            staging.addStored(into.entries());
            var plan = staging.plan();
            into.apply(staging);
            return plan;
        }
    }

    private RosterPerson stored(String person) {
        return Rows.person(Objects.requireNonNull(store.rows(RecordType.PERSON).get(person)));
    }

    private Set<String> ids(RecordType type) {
        return store.rows(type).keySet();
    }

    private static List<String> codes(Plan plan) {
        return plan.warnings().stream().map(Warning::code).toList();
    }

    private static Warning warning(Plan plan, String code) {
        return plan.warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + plan.warnings()));
    }

    private static RosterChoice schools(String... sourceIds) {
        return new RosterChoice(List.of(sourceIds), List.of(), List.of(), List.of(), List.of(), false);
    }

    private static RosterChoice terms(String... sourceIds) {
        return new RosterChoice(List.of(), List.of(sourceIds), List.of(), List.of(), List.of(), false);
    }

    private static RosterChoice roles(PersonRole... roles) {
        return new RosterChoice(List.of(), List.of(), List.of(roles), List.of(), List.of(), false);
    }

    private static List<RosterRow> with(List<RosterRow> rows, RosterRow... more) {
        return Stream.concat(rows.stream(), Arrays.stream(more)).toList();
    }

    private static RosterRow org(String id, @Nullable String parent) {
        return new RosterRow(RecordType.ORG, id, new RosterOrg("Org " + id, "school", null, parent));
    }

    private static RosterRow session(String id, @Nullable String parent) {
        return new RosterRow(
                RecordType.ACADEMIC_SESSION,
                id,
                new RosterAcademicSession("Term " + id, "term", null, null, null, parent));
    }

    private static RosterRow course(String id, String org) {
        return new RosterRow(RecordType.COURSE, id, new RosterCourse("Course " + id, null, null, org));
    }

    private static RosterRow section(String id, String school, String term) {
        return new RosterRow(
                RecordType.CLASS,
                id,
                RosterClass.newBuilder()
                        .setTitle("Class " + id)
                        .setSchoolSourceId(school)
                        .setTermSourceIds(List.of(term))
                        .build());
    }

    private static RosterRow of(String id, PersonRole role, List<String> orgs, String... agents) {
        return person(
                id,
                person -> person.setRoles(List.of(role))
                        .setGivenName("Given " + id)
                        .setEmailCiphertext(RosterRow.clear(id + "@example.org"))
                        .setOrgSourceIds(orgs)
                        .setAgentSourceIds(List.of(agents)));
    }
}
