package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.birthDate;
import static com.pickatime.imports.plan.staging.Rows.enrollment;
import static com.pickatime.imports.plan.staging.Rows.parent;
import static com.pickatime.imports.plan.staging.Rows.person;
import static com.pickatime.imports.plan.staging.Rows.school;
import static com.pickatime.imports.plan.staging.Rows.section;
import static com.pickatime.imports.plan.staging.Rows.student;
import static com.pickatime.imports.plan.staging.Rows.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class StagingTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();

    @TempDir
    Path directory;

    private final Store store = new Store();

    @Test
    void addsEverythingToAnEmptyStore() {
        var plan = importing(school("school"), student("s"), birthDate("s"));

        assertThat(plan.changes()).isEqualTo(3);
        assertThat(plan.of(RecordType.PERSON).added()).isOne();
        assertThat(plan.types()).containsOnlyKeys(Comparison.TYPES);
        assertThat(store.rows(RecordType.PERSON)).containsEntry("s", student("s"));
    }

    @Test
    void changesNothingWhenTheRosterIsTheSameInAnotherOrder() {
        var first = importing(school("school"), student("s", "p", "q"), parent("p"), parent("q", "s"));

        var again = importing(parent("q", "s"), parent("p"), student("s", "q", "p"), school("school"));

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.digest()).isNotEqualTo(first.digest());
        assertThat(again.of(RecordType.PERSON))
                .extracting(TypePlan::unchanged, TypePlan::stored, TypePlan::sourceDigest)
                .containsExactly(3L, 3L, first.of(RecordType.PERSON).sourceDigest());
    }

    @Test
    void publishesOfPeopleWhomARosterGivesAPreferredNameThemAlone() {
        importing(student("a"), student("b"));

        var plan = importing(student("a"), Rows.preferredName(student("b"), "Bea"));

        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::updated, TypePlan::unchanged)
                .containsExactly(1L, 1L);
    }

    @Test
    void namesAPlanByItsChangesAlone() {
        var adding = planned(student("a"), student("b"));
        var sameInAnotherOrder = planned(student("b"), student("a"));
        importing(person("a", PersonRole.STUDENT, null), person("b", PersonRole.STUDENT, null));
        var updating = planned(student("a"), student("b"));

        assertThat(adding.digest()).isEqualTo(sameInAnotherOrder.digest());
        assertThat(updating.digest()).isNotEqualTo(adding.digest());
    }

    @Test
    void removesWhatTheRosterNoLongerHolds() {
        importing(student("stays"), student("leaves"), birthDate("stays"), birthDate("leaves"));

        var plan = importing(student("stays"), birthDate("stays"));

        assertThat(plan.of(RecordType.PERSON).removed()).isOne();
        assertThat(plan.of(RecordType.DEMOGRAPHICS).removed()).isOne();
        assertThat(store.rows(RecordType.DEMOGRAPHICS)).containsOnlyKeys("stays");
    }

    @Test
    void keepsAKnownBirthDateThatTheRosterLeavesBlank() {
        var first = importing(student("s"), birthDate("s"));

        var plan = importing(student("s"));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.of(RecordType.DEMOGRAPHICS))
                .isEqualTo(new TypePlan(
                        0, 0, 0, 1, 0, 1, first.of(RecordType.DEMOGRAPHICS).sourceDigest()));
        assertThat(plan.facts().studentsWithoutBirthDate()).isZero();
    }

    @Test
    void keepsWhatIsStoredOfARowThatCannotBeRead() {
        importing(student("s", "p"), parent("p"));

        var plan = importing(
                List.of(student("s", "p")),
                List.of(new RowRefusal(RecordType.PERSON, "users.csv:3", "p", "row", "has 5 values")));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::unchanged, TypePlan::refused, TypePlan::sourceCount)
                .containsExactly(2L, 1L, 2L);
        assertThat(plan.warnings()).extracting(Warning::code).contains("KEPT_AS_BEFORE");
    }

    @Test
    void believesARowThatCanBeReadOverOneThatCannot() {
        importing(student("s"));

        var plan = importing(
                List.of(person("s", PersonRole.STUDENT, null)),
                List.of(new RowRefusal(RecordType.PERSON, "users.csv:3", "s", "row", "has 5 values")));

        assertThat(plan.of(RecordType.PERSON).updated()).isOne();
    }

    @Test
    void keepsATypeThatTheSourceSaysNothingAbout() {
        importing(school("school"), school("other"));

        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.keepStored(RecordType.ORG);
            staging.addStored(store.entries());

            assertThat(staging.plan().isEmpty()).isTrue();
            assertThat(staging.plan().warnings()).isEmpty();
        }
    }

    @Test
    void countsWhatStaysOfAFileThatIsMissingByTheRolesItIsStoredWith() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.keepStored(RecordType.PERSON);
            staging.keepStored(RecordType.ENROLLMENT);
            staging.addStored(List.of(
                    new StoredEntry(RecordType.PERSON, "s", new byte[16], List.of(), List.of(PersonRole.STUDENT), null),
                    new StoredEntry(RecordType.PERSON, "u", new byte[16]),
                    new StoredEntry(RecordType.ENROLLMENT, "e", new byte[16])));

            assertThat(staging.plan().facts())
                    .returns(1L, RosterFacts::students)
                    .returns(2L, RosterFacts::people)
                    .returns(1L, RosterFacts::keptPeople)
                    .returns(1L, RosterFacts::keptEnrollments)
                    .returns(1L, RosterFacts::studentsWithoutBirthDate);
            assertThat(staging.plan().warnings()).extracting(Warning::code).doesNotContain("KEPT_AS_BEFORE");
        }
    }

    @Test
    void leavesOutEnrollmentsThatPointNowhere() {
        importing(section("c"), student("s"), enrollment("good", "c", "s", EnrollmentRole.STUDENT));

        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(List.of(
                    section("c"),
                    student("s"),
                    enrollment("good", "c", "s", EnrollmentRole.STUDENT),
                    enrollment("noClass", "gone", "s", EnrollmentRole.STUDENT),
                    enrollment("noUser", "c", "gone", EnrollmentRole.STUDENT)));
            staging.addStored(store.entries());

            assertThat(staging.plan().isEmpty()).isTrue();
            assertThat(staging.plan().of(RecordType.ENROLLMENT).refused()).isEqualTo(2);
            assertThat(staging.refusals(10))
                    .extracting(RowRefusal::sourceId, RowRefusal::field)
                    .containsExactlyInAnyOrder(tuple("noClass", "class"), tuple("noUser", "user"));
            assertThat(warning(staging.plan(), "ENROLLMENTS_LEFT_OUT").count()).isEqualTo(2);
        }
    }

    @Test
    void removesAnEnrollmentWhoseClassIsGone() {
        importing(section("c"), student("s"), enrollment("e", "c", "s", EnrollmentRole.STUDENT));

        var plan = importing(student("s"), enrollment("e", "c", "s", EnrollmentRole.STUDENT));

        assertThat(plan.of(RecordType.ENROLLMENT).removed()).isOne();
    }

    @Test
    void leavesOutBirthDatesOfNobody() {
        var plan = importing(student("s"), birthDate("stranger"));

        assertThat(store.rows(RecordType.DEMOGRAPHICS)).isEmpty();
        assertThat(warning(plan, "DEMOGRAPHICS_OF_UNKNOWN_PERSONS").count()).isOne();
        assertThat(plan.facts().studentsWithoutBirthDate()).isOne();
        assertThat(warning(plan, "STUDENTS_WITHOUT_BIRTH_DATE").count()).isOne();
    }

    @Test
    void countsARelationshipOnceWhicheverSideClaimsIt() {
        var plan =
                importing(student("both", "p"), student("own", "p"), student("theirs"), parent("p", "both", "theirs"));

        assertThat(plan.facts().relationships()).isEqualTo(3);
        assertThat(plan.facts())
                .extracting(RosterFacts::students, RosterFacts::parents)
                .containsExactly(3L, 1L);
    }

    @Test
    void keepsOnlyClaimsBetweenAParentAndAStudent() {
        var plan =
                importing(student("s", "t", "s2", "s", "p", "nobody"), student("s2"), teacher("t"), parent("p", "t"));

        assertThat(agents("s")).containsExactly("p");
        assertThat(agents("p")).isEmpty();
        assertThat(plan.facts().relationships()).isOne();
        assertThat(warning(plan, "UNRESOLVED_AGENTS").count()).isOne();
        assertThat(warning(plan, "AGENTS_NOT_A_PARENT_AND_STUDENT").count()).isEqualTo(4);
    }

    @Test
    void withdrawsAClaimWhenTheParentLeaves() {
        importing(student("s", "p"), parent("p"));

        var plan = importing(student("s", "p"));

        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::updated, TypePlan::removed)
                .containsExactly(1L, 1L);
        assertThat(agents("s")).isEmpty();
    }

    @Test
    void linksATeacherWhoIsAlsoAParent() {
        var both = Rows.person(
                "b",
                person -> person.setRoles(List.of(PersonRole.TEACHER, PersonRole.GUARDIAN))
                        .setAgentSourceIds(List.of("s")));

        var plan = importing(both, student("s"));

        assertThat(plan.facts())
                .extracting(
                        RosterFacts::teachers, RosterFacts::parents, RosterFacts::people, RosterFacts::relationships)
                .containsExactly(1L, 1L, 2L, 1L);
    }

    @Test
    void countsOneClassRosterPerTeacher() {
        var plan = importing(
                section("c"),
                teacher("t1"),
                teacher("t2"),
                enrollment("1", "c", "t1", EnrollmentRole.TEACHER),
                enrollment("2", "c", "t2", EnrollmentRole.TEACHER),
                enrollment("again", "c", "t2", EnrollmentRole.TEACHER));

        assertThat(plan.facts().classRosters()).isEqualTo(2);
    }

    @Test
    void reportsAddressesThatAreMissingOrSharedAndMergesNobody() {
        var plan = importing(
                person("p1", PersonRole.PARENT, "Same@example.org"),
                person("t1", PersonRole.TEACHER, "same@EXAMPLE.org"),
                person("p2", PersonRole.PARENT, null),
                person("s", PersonRole.STUDENT, null));

        assertThat(warning(plan, "SHARED_EMAIL").count()).isEqualTo(2);
        assertThat(warning(plan, "PARENT_WITHOUT_EMAIL").count()).isOne();
        assertThat(store.rows(RecordType.PERSON)).hasSize(4);
    }

    @Test
    void warnsOfOrganisationsThatOnlyUsersKnow() {
        assertThat(warning(planned(student("s")), "UNKNOWN_ORGS").count()).isOne();
        assertThat(planned(student("s"), school("school"), birthDate("s")).warnings())
                .isEmpty();
    }

    @Test
    void usesTheRowModifiedLastOfTwoWithOneSourceId() {
        var old = new RowVersion(
                person("s", PersonRole.STUDENT, "old@example.org"), Instant.parse("2025-01-01T00:00:00Z"));
        var latest = new RowVersion(
                person("s", PersonRole.STUDENT, "new@example.org"), Instant.parse("2025-12-30T00:00:00Z"));
        var undated = new RowVersion(person("s", PersonRole.STUDENT, null), null);

        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.addVersions(List.of(undated, old, latest, old));

            assertThat(warning(staging.plan(), "DUPLICATE_SOURCE_IDS").count()).isEqualTo(3);
            assertThat(changes(staging)).extracting(Change::row).containsExactly(latest.row());
        }
    }

    @Test
    void usesTheFirstOfTwoRowsThatDoNotTellTheirAge() {
        importing(person("s", PersonRole.STUDENT, "first@example.org"), person("s", PersonRole.STUDENT, null));

        assertThat(store.rows(RecordType.PERSON))
                .containsEntry("s", person("s", PersonRole.STUDENT, "first@example.org"));
    }

    @Test
    void tellsSourceIdsApartByteForByte() {
        importing(student("a"), student("A"), student(" a"), student("á"), student("a\u0301"));

        assertThat(store.rows(RecordType.PERSON)).hasSize(5);
    }

    @Test
    void tellsTypesApartThatShareASourceId() {
        var plan = importing(student("1"), birthDate("1"), section("1"), school("1"));

        assertThat(plan.changes()).isEqualTo(4);
    }

    @Test
    void handsOverChangesInTheOrderOfTheirReferences() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(List.of(
                    enrollment("e", "c", "s", EnrollmentRole.STUDENT),
                    birthDate("s"),
                    student("s"),
                    section("c"),
                    school("school")));
            staging.plan();

            assertThat(changes(staging))
                    .extracting(Change::type)
                    .containsExactly(
                            RecordType.ORG,
                            RecordType.CLASS,
                            RecordType.PERSON,
                            RecordType.DEMOGRAPHICS,
                            RecordType.ENROLLMENT);
        }
    }

    @Test
    void handsOverBatchesOfTheSizeAskedFor() {
        var sizes = new ArrayList<Integer>();
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(List.of(student("1"), student("2"), student("3"), school("school")));
            staging.plan();
            staging.changes(2, batch -> sizes.add(batch.size()));
        }

        assertThat(sizes).containsExactly(1, 2, 1);
    }

    @Test
    void lastsAsManyRefusalsAsThereAreRows() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            for (int i = 0; i < 2_500; i++) {
                staging.refuse(new RowRefusal(RecordType.ORG, "orgs.csv:" + i, null, "name", "is missing"));
            }

            assertThat(staging.refusals(10_000)).hasSize(2_500);
            assertThat(staging.refusals(3)).hasSize(3);
            assertThat(staging.plan().of(RecordType.ORG).refused()).isEqualTo(2_500);
        }
    }

    @Test
    void endsWithTheRowOfOneFileThatIsRefusedTooMuch() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"), DataSize.ofMegabytes(64), 4)) {
            for (int i = 2; i < 6; i++) {
                staging.refuse(
                        new RowRefusal(RecordType.PERSON, "users.csv:" + i, "sam@example.org", "role", "is missing"));
                staging.refuse(
                        new RowRefusal(RecordType.PERSON, "roles.csv:" + i, "sam@example.org", "role", "is missing"));
            }

            assertThatThrownBy(() -> staging.refuse(
                            new RowRefusal(RecordType.PERSON, "roles.csv:6", "sam@example.org", "row", "has 5 values")))
                    .isInstanceOf(TooManyRefusedException.class)
                    .hasMessageContaining("5 rows of roles.csv were refused")
                    .hasMessageContaining("The first were roles.csv:2 (role is missing); roles.csv:3")
                    .hasMessageContaining("imports.staging.most-refused")
                    .hasMessageContaining("Nothing was changed")
                    .hasMessageNotContaining("sam@example.org");
            assertThat(staging.refused()).isEqualTo(9);
            assertThat(staging.refusals(10)).hasSize(9);
        }
    }

    @Test
    void countsTheRefusalsOfAllPagesOfACollection() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"), DataSize.ofMegabytes(64), 1)) {
            staging.refuse(new RowRefusal(RecordType.ORG, "orgs, page 1, row 1", null, "name", "is missing"));

            assertThatThrownBy(() -> staging.refuse(
                            new RowRefusal(RecordType.ORG, "orgs, page 2, row 1", null, "name", "is missing")))
                    .hasMessageContaining("2 rows of orgs were refused");
        }
    }

    @Test
    void takesNothingMoreOnceThereIsAPlan() {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            assertThatIllegalStateException().isThrownBy(() -> staging.changes(1, batch -> {}));
            var plan = staging.plan();

            assertThat(staging.plan()).isSameAs(plan);
            assertThatIllegalStateException().isThrownBy(() -> staging.add(List.of(student("late"))));
        }
    }

    private List<String> agents(String person) {
        var row = Objects.requireNonNull(store.rows(RecordType.PERSON).get(person));
        return Rows.person(row).getAgentSourceIds();
    }

    private static List<Change> changes(Staging staging) {
        var changes = new ArrayList<Change>();
        staging.changes(100, changes::addAll);
        return changes;
    }

    private static Warning warning(Plan plan, String code) {
        return plan.warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + plan.warnings()));
    }

    /** The plan alone. */
    private Plan planned(RosterRow... rows) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(List.of(rows));
            staging.addStored(store.entries());
            return staging.plan();
        }
    }

    /** The plan, carried out. */
    private Plan importing(RosterRow... rows) {
        return importing(List.of(rows), List.of());
    }

    private Plan importing(List<RosterRow> rows, List<RowRefusal> refusals) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(rows);
            refusals.forEach(staging::refuse);
            staging.addStored(store.entries());
            var plan = staging.plan();
            store.apply(staging);
            return plan;
        }
    }
}
