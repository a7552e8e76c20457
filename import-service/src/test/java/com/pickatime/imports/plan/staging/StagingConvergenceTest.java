package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is stored and whatever the roster says: the plan leads from the one to the other, and then there is none. */
class StagingConvergenceTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final int IMPORTS = 6;

    @TempDir
    Path directory;

    /** As of {@link UndoTest}, by {@code -Droster.seeds} and {@code -Droster.seed}. */
    static LongStream seeds() {
        return UndoTest.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leadsFromAnyRosterToAnyOther(long seed) {
        var random = new Random(seed);
        var store = new Store();
        for (int i = 0; i < IMPORTS; i++) {
            var roster = randomRoster(random);
            var expected = expected(roster, store);

            var plan = run(roster, store);

            for (var type : Comparison.TYPES) {
                assertThat(store.rows(type))
                        .as("import %d, %s", i, type)
                        .isEqualTo(expected.getOrDefault(type, Map.of()));
                assertThat(plan.of(type).sourceDigest()).isEqualTo(store.digest(type));
                assertThat(plan.of(type).sourceCount())
                        .isEqualTo(store.rows(type).size());
            }
            Collections.shuffle(roster, random);
            var again = run(roster, store);

            assertThat(again.isEmpty()).as("again, import %d", i).isTrue();
            assertThat(told(again))
                    .as("again, import %d", i)
                    .isEqualTo(told(plan).carriedOut());
        }
    }

    private static PlanSummary told(Plan plan) {
        return PlanSummary.of(plan, SourceType.CLASSLINK_DIRECT, List.of());
    }

    private Plan run(List<RosterRow> roster, Store store) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(roster);
            staging.addStored(store.entries());
            var plan = staging.plan();
            store.apply(staging);
            return plan;
        }
    }

    /** Few IDs, so that rosters overlap, references dangle and relationships cross. */
    static List<RosterRow> randomRoster(Random random) {
        var roster = new ArrayList<RosterRow>();
        for (int i = 0; i < 8; i++) {
            if (random.nextInt(4) > 0) {
                roster.add(Rows.section("c" + i));
            }
        }
        for (int i = 0; i < 30; i++) {
            if (random.nextInt(4) > 0) {
                roster.add(randomPerson("u" + i, random));
            }
            if (random.nextInt(3) > 0) {
                roster.add(Rows.birthDate("u" + i, LocalDate.of(2012, 1, 1).plusDays(3L * i + random.nextInt(3))));
            }
        }
        for (int i = 0; i < 40; i++) {
            var role = random.nextBoolean() ? EnrollmentRole.STUDENT : EnrollmentRole.TEACHER;
            roster.add(Rows.enrollment("e" + i, "c" + random.nextInt(8), "u" + random.nextInt(30), role));
        }
        return roster;
    }

    private static RosterRow randomPerson(String id, Random random) {
        var role = List.of(PersonRole.STUDENT, PersonRole.GUARDIAN, PersonRole.TEACHER)
                .get(random.nextInt(3));
        var agents = IntStream.range(0, random.nextInt(4)).mapToObj(i -> "u" + random.nextInt(33));
        return Rows.person(id, role, random.nextBoolean() ? "same@example.org" : null, agents.toArray(String[]::new));
    }

    /** The rules once more, the slow and simple way. */
    private static Map<RecordType, Map<String, RosterRow>> expected(List<RosterRow> roster, Store store) {
        var expected = roster.stream()
                .collect(Collectors.groupingBy(
                        RosterRow::type, HashMap::new, Collectors.toMap(RosterRow::sourceId, Function.identity())));
        var persons = expected.getOrDefault(RecordType.PERSON, Map.of());
        var classes = expected.getOrDefault(RecordType.CLASS, Map.of());
        var birthDates = expected.computeIfAbsent(RecordType.DEMOGRAPHICS, type -> new HashMap<>());
        store.rows(RecordType.DEMOGRAPHICS).forEach(birthDates::putIfAbsent);
        birthDates.keySet().retainAll(persons.keySet());
        expected.getOrDefault(RecordType.ENROLLMENT, new HashMap<>()).values().removeIf(row -> {
            var enrollment = (RosterEnrollment) row.payload();
            return !classes.containsKey(enrollment.getClassSourceId())
                    || !persons.containsKey(enrollment.getUserSourceId());
        });
        var claimed = Map.copyOf(persons);
        persons.replaceAll((id, row) -> withClaimsThatHold(row, claimed));
        return expected;
    }

    private static RosterRow withClaimsThatHold(RosterRow person, Map<String, RosterRow> persons) {
        return person.withAgents(Rows.person(person).getAgentSourceIds().stream()
                .filter(agent -> Stream.ofNullable(persons.get(agent)).anyMatch(other -> linked(person, other)))
                .toList());
    }

    private static boolean linked(RosterRow one, RosterRow other) {
        var roles = Stream.of(one, other)
                .map(person -> Rows.person(person).getRoles().get(0))
                .collect(Collectors.toSet());
        return roles.contains(PersonRole.STUDENT) && roles.contains(PersonRole.GUARDIAN);
    }
}
