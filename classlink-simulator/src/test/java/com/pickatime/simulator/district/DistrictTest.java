package com.pickatime.simulator.district;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pickatime.simulator.records.AcademicSession;
import com.pickatime.simulator.records.Course;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.Org;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.tables.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistrictTest {

    /** As OneRoster has it, or month first where nothing else is possible. */
    private static final String READABLE_DATE =
            "\\d{4}-\\d\\d-\\d\\d|\\d\\d/(1[3-9]|[23]\\d)/\\d{4}|(\\d\\d)/\\2/\\d{4}";

    private static final Set<String> GUARDIAN_ROLES = Set.of("parent", "guardian", "relative");

    private final District district = Districts.of(1900);

    @ParameterizedTest
    @EnumSource(Collection.class)
    void isTheSameForTheSameSeed(Collection collection) {
        assertThat(entities(Districts.of(1900), collection)).isEqualTo(entities(district, collection));
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(entities(Districts.of(1900, 8), Collection.USERS))
                .isNotEqualTo(entities(district, Collection.USERS));
    }

    @ParameterizedTest
    @EnumSource(Collection.class)
    void listsRecordsInTheOrderOfUniqueSourcedIds(Collection collection) {
        var table = district.table(collection);
        var ids = IntStream.range(0, table.size()).mapToObj(table::id).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Collection.class)
    void findsRecordsBySourcedId(Collection collection) {
        var table = district.table(collection);

        assertThat(IntStream.range(0, table.size())).allSatisfy(index -> {
            assertThat(table.indexOf(table.id(index))).isEqualTo(index);
            assertThat(table.row(index).base().sourcedId()).isEqualTo(table.id(index));
        });
        assertThat(Stream.of("", "G", "T", "1000000x", "9999999", "G9999999", "4000000_", "_")
                        .map(table::indexOf))
                .containsOnly(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 500, 1900})
    void refersOnlyToWhatExists(int students) {
        var some = Districts.of(students);
        var known = Stream.of(Collection.values())
                .flatMap(collection -> entities(some, collection).stream()
                        .map(entity ->
                                collection.singular() + " " + entity.base().sourcedId()))
                .collect(toSet());

        assertThat(Stream.of(Collection.values())
                        .flatMap(collection -> entities(some, collection).stream())
                        .flatMap(DistrictTest::references)
                        .map(ref -> ref.type() + " " + ref.sourcedId()))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    void hasOneDemographicsRecordPerStudent() {
        var students = users().filter(user -> user.membership().role().equals("student"))
                .map(user -> user.base().sourcedId());

        assertThat(Districts.rows(district, Collection.DEMOGRAPHICS, Demographics.class)
                        .map(row -> row.base().sourcedId()))
                .containsExactlyElementsOf(students.toList());
    }

    @Test
    void teachesEveryClassWithOneLead() {
        var leads = enrollments()
                .filter(enrollment -> enrollment.seat().primary().equals("true"))
                .map(enrollment -> enrollment.schoolClass().sourcedId());

        assertThat(leads).doesNotHaveDuplicates().hasSize(district.facts().count("classes"));
    }

    @Test
    void teachesSomeClassesWithTwoTeachers() {
        var teachers = enrollments()
                .filter(enrollment -> enrollment.seat().role().equals("teacher"))
                .collect(Collectors.groupingBy(
                        enrollment -> enrollment.schoolClass().sourcedId(), Collectors.counting()));

        assertThat(teachers.values()).contains(1L, 2L).doesNotContain(3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 500, 1900})
    void countsTheUnionOfBothSidesRelationships(int students) {
        var some = Districts.of(students);
        var pairs = entities(some, Collection.USERS).stream()
                .map(User.class::cast)
                .filter(DistrictTest::isActive)
                .flatMap(DistrictTest::relationships)
                .collect(toSet());

        assertThat(some.facts().relationships()).isEqualTo(pairs.size());
    }

    @Test
    void tellsTheFacts() {
        var facts = district.facts();

        assertThat(facts.people())
                .isEqualTo(users().filter(DistrictTest::isActive).count())
                .isLessThan(facts.listed("users"));
        assertThat(facts.count("students")).isEqualTo(1900);
        assertThat(facts.count("guardians"))
                .isEqualTo(users().filter(DistrictTest::isGuardian)
                        .filter(DistrictTest::isActive)
                        .count());
        assertThat(facts.count("teacherEnrollments"))
                .isEqualTo(enrollments()
                        .filter(enrollment -> enrollment.seat().role().equals("teacher"))
                        .count());
        assertThat(facts.guardiansWithoutEmail())
                .isEqualTo(users().filter(DistrictTest::isGuardian)
                        .filter(user -> user.contact().email().isEmpty())
                        .count());
        assertThat(facts.studentsWithoutBirthDate())
                .isEqualTo(Districts.rows(district, Collection.DEMOGRAPHICS, Demographics.class)
                        .filter(DistrictTest::isActive)
                        .filter(row -> !row.birth().birthDate().strip().matches(READABLE_DATE))
                        .count())
                .isGreaterThan(facts.ambiguousBirthDates());
        assertThat(facts.ambiguousBirthDates()).isPositive();
        assertThat(facts.count("orgs")).isEqualTo(facts.count("schools") + 1);
    }

    @Test
    void refusesToGuessACount() {
        var facts = district.facts();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> facts.count("parents"))
                .withMessageContaining("guardians");
    }

    private static List<Entity> entities(District district, Collection collection) {
        return Districts.rows(district, collection, Entity.class).toList();
    }

    private Stream<User> users() {
        return Districts.rows(district, Collection.USERS, User.class);
    }

    private Stream<Enrollment> enrollments() {
        return Districts.rows(district, Collection.ENROLLMENTS, Enrollment.class);
    }

    private static boolean isActive(Entity row) {
        return row.base().status().equals("active");
    }

    private static boolean isGuardian(User user) {
        return GUARDIAN_ROLES.contains(user.membership().role());
    }

    private static Stream<String> relationships(User user) {
        var self = user.base().sourcedId();
        return user.membership().agents().stream()
                .map(agent -> isGuardian(user) ? agent.sourcedId() + " " + self : self + " " + agent.sourcedId());
    }

    private static Stream<GuidRef> references(Entity entity) {
        if (entity instanceof User user) {
            return Stream.concat(user.membership().agents().stream(), user.membership().orgs().stream());
        }
        if (entity instanceof Enrollment enrollment) {
            return Stream.of(enrollment.user(), enrollment.schoolClass(), enrollment.school());
        }
        if (entity instanceof SchoolClass schoolClass) {
            var place = schoolClass.place();
            return Stream.concat(Stream.of(place.course(), place.school()), place.terms().stream());
        }
        if (entity instanceof Course course) {
            return Stream.of(course.schoolYear(), course.org());
        }
        if (entity instanceof Org org) {
            return withParent(org.parent(), org.children().stream());
        }
        return entity instanceof AcademicSession session
                ? withParent(session.parent(), session.children().stream())
                : Stream.empty();
    }

    private static Stream<GuidRef> withParent(@Nullable GuidRef parent, Stream<GuidRef> children) {
        return Stream.concat(Stream.ofNullable(parent), children);
    }
}
