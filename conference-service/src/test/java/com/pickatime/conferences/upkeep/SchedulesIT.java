package com.pickatime.conferences.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.booking.Problem;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded schedules of bookings, cancellations, moves, changes of slots, imports, adoptions and clearings, beside a model of what is
 * promised. {@code -Dschedules=1000} for more of them, {@code -Dschedules.seed=} for one of them again.
 */
class SchedulesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STEPS = 30;
    private static final String DAY = TestConference.day(0);
    private static final List<String> TIMES = List.of("15:00", "15:15", "15:30");

    private static School school;
    private static RunningService service;

    @BeforeAll
    static void start() {
        school = new School();
        service = RunningService.start(
                TestStore.one().uri(), TestStore.freshDatabaseName(), school, new MovableClock(Instant.now()));
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    static LongStream seeds() {
        var one = Long.getLong("schedules.seed");
        return one == null ? LongStream.range(0, Integer.getInteger("schedules", 4)) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepWhatIsPromised(long seed) {
        new Schedule(seed).run();
    }

    /** What the model knows of a slot. */
    private static final class ModelSlot {

        private final String id;
        private final String madeFor;
        private final String time;
        private int most = 2;
        private boolean unavailable;
        private boolean deleted;
        private final List<String> taken = new ArrayList<>();

        private ModelSlot(String id, String madeFor, String time) {
            this.id = id;
            this.madeFor = madeFor;
            this.time = time;
        }

        private String teacher() {
            return school.heir(madeFor);
        }

        private boolean hasPlace() {
            return taken.size() < most;
        }
    }

    /** What the model knows of an appointment that holds a place. */
    private static final class ModelAppointment {

        private final String id;
        private final ModelSlot slot;
        private final String teacher;
        private final String parent;
        private final String student;
        private final boolean byAdministrator;
        private boolean confirmed;
        private final Set<Problem> accepted = EnumSet.noneOf(Problem.class);

        private ModelAppointment(
                String id, ModelSlot slot, String parent, String student, boolean byAdministrator, boolean confirmed) {
            this.id = id;
            this.slot = slot;
            this.teacher = slot.teacher();
            this.parent = parent;
            this.student = student;
            this.byAdministrator = byAdministrator;
            this.confirmed = confirmed;
        }

        private String teacherNow() {
            return school.heir(teacher);
        }

        private String parentNow() {
            return school.heir(parent);
        }

        private String studentNow() {
            return school.heir(student);
        }
    }

    private static final class Schedule {

        private final Random random;
        private final String business;
        private final Api administrator;
        private final TestConference conference;
        private final List<String> teachers;
        private final List<String> parents;
        private final List<String> students;
        private final Map<String, ModelSlot> slots = new LinkedHashMap<>();
        private final Map<String, ModelAppointment> appointments = new LinkedHashMap<>();
        private final Map<String, String> adopted = new LinkedHashMap<>();
        private final Set<String> cleared = new LinkedHashSet<>();
        private final List<String> told = new ArrayList<>();

        private Schedule(long seed) {
            random = new Random(seed);
            business = "seed" + seed;
            teachers = people("t", 3);
            parents = people("p", 4);
            students = people("s", 3);
            administrator =
                    Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR).in(business);
            for (var student : students) {
                for (var teacher : teachers) {
                    school.lesson(student, "class of " + teacher, teacher);
                }
                parents.forEach(parent -> school.child(parent, student));
            }
            conference = TestConference.open(administrator, Map.of());
            teachers.forEach(this::makeSlots);
        }

        private List<String> people(String prefix, int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(number -> prefix + number + business)
                    .toList();
        }

        private void run() {
            for (int step = 0; step < STEPS; step++) {
                told.add(String.valueOf(step));
                change();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(10))
                        .atMost(PATIENCE)
                        .untilAsserted(() -> {
                            service.bean(Upkeep.class).lookAtSlots().block(PATIENCE);
                            service.bean(Upkeep.class).lookAtBusinesses().block(PATIENCE);
                            assertThat(actual()).as("%s", told).isEqualTo(expected());
                        });
                acceptancesEndWithTheirReasons();
            }
            assertThat(Documents.inconsistencies(service.database(), conference.id(), appointments.keySet()))
                    .as("%s", told)
                    .isEmpty();
        }

        private void change() {
            switch (random.nextInt(16)) {
                case 0, 1, 2 -> book(false, true);
                case 3 -> book(false, false);
                case 4 -> book(true, true);
                case 5 -> cancel();
                case 6 -> move();
                case 7 -> changeSlot();
                case 8 -> deleteSlot();
                case 9 -> makeSlots(one(counting(teachers)));
                case 10, 11 -> edit();
                case 12, 13 -> adopt();
                case 14 -> clear();
                default -> accept();
            }
        }

        private void book(boolean byAdministrator, boolean confirmed) {
            var parent = one(counting(parents));
            var student = one(counting(students));
            var slot = one(slots.values());
            if (parent == null || student == null || slot == null) {
                return;
            }
            var caller = byAdministrator ? administrator : administrator.as(parent, AccessLevel.CUSTOMER);
            var wish = new HashMap<String, String>(Map.of("slotId", slot.id, "studentId", student));
            if (byAdministrator) {
                wish.put("parentId", parent);
            }
            told.add("%s books %s for %s, administrator %s"
                    .formatted(parent, slot.madeFor + slot.time, student, byAdministrator));
            var held = caller.post("/" + conference.id() + "/appointments", wish);
            entered(held, caller, slot, parent, student, byAdministrator, null, confirmed);
        }

        private void move() {
            var old = one(appointments.values(), appointment -> appointment.confirmed);
            var slot = one(slots.values(), other -> old == null || other != old.slot);
            if (old == null || slot == null) {
                return;
            }
            told.add("%s moves to %s".formatted(old.id, slot.madeFor + slot.time));
            var held = administrator.post(
                    "/" + conference.id() + "/appointments/" + old.id + "/moves", Map.of("slotId", slot.id));
            if (entered(held, administrator, slot, old.parentNow(), old.studentNow(), true, old, true)) {
                end(old);
            }
        }

        private boolean entered(
                Api.Answer held,
                Api caller,
                ModelSlot slot,
                String parent,
                String student,
                boolean byAdministrator,
                @Nullable ModelAppointment replaced,
                boolean confirmed) {
            var refusal = refusal(slot, parent, student, byAdministrator, replaced);
            told.add("-> " + held.status() + " " + held.json().get("reason"));
            if (held.status() != 201) {
                var reason = String.valueOf(held.json().get("reason"));
                // parents may be told what was true some seconds ago
                if (!Set.of("NOT_YOUR_CHILD", "NOT_THE_TEACHER").contains(reason)) {
                    assertThat(refusal).as("%s", told).contains(slot.deleted ? "404" : reason);
                }
                return false;
            }
            assertThat(refusal).as("%s", told).isEmpty();
            var id = held.text("appointmentId");
            if (confirmed) {
                assertThat(conference.confirm(caller, held).status())
                        .as("%s", told)
                        .isEqualTo(200);
            }
            appointments.put(id, new ModelAppointment(id, slot, parent, student, byAdministrator, confirmed));
            slot.taken.add(id);
            // an administrator books whom nobody else could, and nothing happens after it
            checks().ask(new BusinessId(business)).block(PATIENCE);
            return true;
        }

        /** Why there is no place; none where there must be one. */
        private Set<String> refusal(
                ModelSlot slot,
                String parent,
                String student,
                boolean byAdministrator,
                @Nullable ModelAppointment replaced) {
            var reasons = new LinkedHashSet<String>();
            if (slot.deleted) {
                reasons.add("404");
            }
            if (slot.unavailable) {
                reasons.add(byAdministrator ? "FULL" : "NOT_BOOKABLE");
            }
            if (!slot.hasPlace()) {
                reasons.add("FULL");
            }
            others(replaced)
                    .filter(other -> other.parentNow().equals(parent) && other.slot.time.equals(slot.time))
                    .forEach(other -> reasons.add("OVERLAPS"));
            if (!byAdministrator) {
                others(replaced)
                        .filter(other -> other.studentNow().equals(student)
                                && other.teacherNow().equals(slot.teacher()))
                        .forEach(other -> reasons.add("ONE_PER_TEACHER"));
            }
            return reasons;
        }

        private Stream<ModelAppointment> others(@Nullable ModelAppointment but) {
            return appointments.values().stream().filter(other -> other != but);
        }

        private void cancel() {
            var appointment = one(appointments.values());
            if (appointment != null) {
                told.add("cancels " + appointment.id);
                assertThat(administrator
                                .delete("/" + conference.id() + "/appointments/" + appointment.id)
                                .status())
                        .isEqualTo(204);
                end(appointment);
            }
        }

        private void end(ModelAppointment appointment) {
            appointments.remove(appointment.id);
            appointment.slot.taken.remove(appointment.id);
            if (appointment.slot.deleted && appointment.slot.taken.isEmpty()) {
                slots.remove(appointment.slot.id);
            }
        }

        private void changeSlot() {
            var slot = one(slots.values(), each -> !each.deleted);
            if (slot != null) {
                slot.most = 1 + random.nextInt(2);
                slot.unavailable = random.nextInt(3) == 0;
                told.add("slot %s: most %d, unavailable %s"
                        .formatted(slot.madeFor + slot.time, slot.most, slot.unavailable));
                var options = Map.of("visibility", slot.unavailable ? "UNAVAILABLE" : "VISIBLE", "most", slot.most);
                assertThat(administrator
                                .put("/" + conference.id() + "/slots/" + slot.id, options)
                                .status())
                        .isEqualTo(200);
            }
        }

        private void deleteSlot() {
            var slot = one(slots.values(), each -> !each.deleted);
            if (slot != null) {
                told.add("deletes slot " + slot.madeFor + slot.time);
                assertThat(administrator
                                .delete("/" + conference.id() + "/slots/" + slot.id)
                                .status())
                        .isEqualTo(204);
                slot.deleted = true;
                if (slot.taken.isEmpty()) {
                    slots.remove(slot.id);
                }
            }
        }

        /** Those that are there stay as they are; none is made beside another of the teacher's. */
        private void makeSlots(@Nullable String teacher) {
            if (teacher == null) {
                return;
            }
            told.add("makes slots for " + teacher);
            var made = conference.slots(DAY, List.of(teacher), "15:00", "15:45", Map.of("most", 2));
            for (var time : TIMES) {
                var id = made.ids().get(teacher + " " + time);
                if (id != null && slots.containsKey(id)) {
                    var slot = Objects.requireNonNull(slots.get(id));
                    if (slot.deleted) {
                        slot.deleted = false;
                        slot.unavailable = false;
                        slot.most = 2;
                    }
                } else if (id != null) {
                    slots.put(id, new ModelSlot(id, teacher, time));
                }
            }
        }

        private void edit() {
            switch (random.nextInt(3)) {
                case 0 -> {
                    var someone = one(all().filter(id -> !adopted.containsKey(id) && !cleared.contains(id))
                            .toList());
                    if (someone != null) {
                        told.add("gone or back: " + someone);
                        school.gone(someone, school.counts(someone));
                    }
                }
                case 1 -> {
                    var parent = Objects.requireNonNull(one(parents));
                    var student = Objects.requireNonNull(one(students));
                    told.add("child or not: " + parent + student);
                    if (random.nextBoolean()) {
                        school.child(parent, student);
                    } else {
                        school.noChild(parent, student);
                    }
                }
                default -> {
                    var teacher = Objects.requireNonNull(one(teachers));
                    var student = Objects.requireNonNull(one(students));
                    told.add("class or not: " + teacher + student);
                    if (random.nextBoolean()) {
                        school.lesson(student, "class of " + teacher, teacher);
                    } else {
                        school.noLesson(student, "class of " + teacher, teacher);
                    }
                }
            }
            checks().ask(new BusinessId(business)).block(PATIENCE);
        }

        private void adopt() {
            if (!adopted.isEmpty() && random.nextBoolean()) {
                // the latest first, as it must be where one was adopted again
                var from = List.copyOf(adopted.keySet()).get(adopted.size() - 1);
                told.add("takes back the adoption of " + from);
                adopted.remove(from);
                school.unadopt(from);
            } else {
                var role = List.of(teachers, parents, students).get(random.nextInt(3));
                var from = one(counting(role));
                var to = one(counting(role).stream()
                        .filter(other -> !other.equals(from))
                        .toList());
                if (from == null || to == null) {
                    return;
                }
                told.add(to + " goes on for " + from);
                adopted.put(from, to);
                school.adopt(from, to);
            }
            checks().askAll(new BusinessId(business)).block(PATIENCE);
        }

        private void clear() {
            if (cleared.isEmpty()) {
                Stream.concat(parents.stream(), students.stream())
                        .filter(school::counts)
                        .forEach(cleared::add);
                told.add("clears " + cleared);
                cleared.forEach(id -> school.gone(id, true));
            } else {
                told.add("takes the clearing back");
                cleared.forEach(id -> school.gone(id, false));
                cleared.clear();
            }
            checks().ask(new BusinessId(business)).block(PATIENCE);
        }

        private void accept() {
            var appointment = one(appointments.values(), each -> !shown(each).isEmpty());
            if (appointment != null) {
                var seen = shown(appointment);
                told.add("accepts " + seen + " of " + appointment.id);
                assertThat(administrator
                                .put(
                                        "/" + conference.id() + "/appointments/" + appointment.id + "/acceptance",
                                        Map.of("problems", seen))
                                .status())
                        .isEqualTo(200);
                appointment.accepted.addAll(seen);
            }
        }

        private void acceptancesEndWithTheirReasons() {
            appointments.values().forEach(each -> each.accepted.retainAll(found(each)));
        }

        private List<Problem> shown(ModelAppointment appointment) {
            return found(appointment).stream()
                    .filter(problem -> !appointment.accepted.contains(problem))
                    .toList();
        }

        private Set<Problem> found(ModelAppointment it) {
            var found = EnumSet.noneOf(Problem.class);
            var teacher = it.teacherNow();
            var parent = it.parentNow();
            var student = it.studentNow();
            add(found, Problem.TEACHER_GONE, !school.counts(teacher));
            add(found, Problem.PARENT_GONE, !school.counts(parent));
            add(found, Problem.STUDENT_GONE, !school.counts(student));
            if (school.counts(student) && !it.byAdministrator) {
                add(
                        found,
                        Problem.NOT_YOUR_CHILD,
                        school.counts(parent) && !school.parents(student).contains(parent));
                add(
                        found,
                        Problem.NOT_THE_TEACHER,
                        school.counts(teacher)
                                && school.teachers(student).values().stream()
                                        .noneMatch(some -> some.contains(teacher)));
            }
            add(found, Problem.SLOT_DELETED, it.slot.deleted);
            add(found, Problem.SLOT_UNAVAILABLE, !it.slot.deleted && it.slot.unavailable);
            add(
                    found,
                    Problem.OVERBOOKED,
                    !it.slot.deleted && !it.slot.unavailable && it.slot.taken.indexOf(it.id) >= it.slot.most);
            add(
                    found,
                    Problem.OVERLAPS,
                    others(it)
                            .anyMatch(
                                    other -> other.parentNow().equals(parent) && other.slot.time.equals(it.slot.time)));
            add(
                    found,
                    Problem.ONE_PER_TEACHER,
                    !it.byAdministrator
                            && others(it)
                                    .anyMatch(other -> !other.byAdministrator
                                            && other.studentNow().equals(student)
                                            && other.teacherNow().equals(teacher)));
            return found;
        }

        private static void add(Set<Problem> found, Problem problem, boolean holds) {
            if (holds) {
                found.add(problem);
            }
        }

        private Map<String, List<Object>> expected() {
            return appointments.values().stream()
                    .collect(Collectors.toMap(
                            each -> each.id,
                            each -> List.of(
                                    each.teacherNow(),
                                    each.parentNow(),
                                    each.studentNow(),
                                    shown(each).stream().map(Enum::name).toList()),
                            (one, other) -> one,
                            TreeMap::new));
        }

        private Map<String, List<Object>> actual() {
            return administrator.get("/" + conference.id() + "/appointments?limit=200").items("items").stream()
                    .collect(Collectors.toMap(
                            each -> String.valueOf(each.get("appointmentId")),
                            each -> Stream.of("teacherId", "parentId", "studentId", "problems")
                                    .map(field -> Objects.requireNonNull(each.get(field)))
                                    .toList(),
                            (one, other) -> one,
                            TreeMap::new));
        }

        private Checks checks() {
            return service.bean(Checks.class);
        }

        private Stream<String> all() {
            return Stream.of(teachers, parents, students).flatMap(List::stream);
        }

        private List<String> counting(Collection<String> some) {
            return some.stream().filter(school::counts).toList();
        }

        private <T> @Nullable T one(Collection<T> some) {
            return one(some, each -> true);
        }

        private <T> @Nullable T one(Collection<T> some, Predicate<T> wanted) {
            var fitting = some.stream().filter(wanted).toList();
            return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
        }
    }
}
