package com.pickatime.conferences.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.booking.Bookings.Wish;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.events.ConferenceOutbox;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.ServiceProcess;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/**
 * The minute in which a conference opens, on two instances of the service. How many parents and teachers: {@code -Dstampede.parents=},
 * {@code -Dstampede.teachers=}.
 */
class StampedeIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String DAY = TestConference.day(0);
    private static final Instant NOW = Instant.now();
    private static final int PARENTS = Integer.getInteger("stampede.parents", 60);
    private static final int TEACHERS = Integer.getInteger("stampede.teachers", 5);

    @Test
    void nobodyGetsAPlaceThatIsNotThereAndNobodyLosesOne() {
        var database = TestDatabases.on(TestStore.one());
        try (var school = Stampede.school(PARENTS, TEACHERS);
                var one = RunningService.start(TestStore.one().uri(), database.getName(), school, Clock.systemUTC());
                var other =
                        RunningService.start(TestStore.one().uri(), database.getName(), school, Clock.systemUTC())) {
            var conference = open(one.url());
            var urls = new AtomicReferenceArray<>(new String[] {one.url(), other.url()});
            var stampede = stampede(conference, slots(conference), urls);

            stampede.run();

            holds(database, conference.id(), stampede.confirmed);
            assertThat(stampede.refusals().keySet()).isSubsetOf("FULL", "OVERLAPS");
        }
    }

    /** Each instance in a process of its own; prints how fast they are beside the same guarded updates alone. */
    @Test
    @Tag("slow")
    void goesAtThePaceOfTheStore() {
        var database = TestDatabases.on(TestStore.one());
        try (var school = Stampede.school(PARENTS, TEACHERS);
                var one = ServiceProcess.start(TestStore.one().uri(), database.getName(), school, "5m");
                var other = ServiceProcess.start(TestStore.one().uri(), database.getName(), school, "5m")) {
            var urls = new AtomicReferenceArray<>(new String[] {one.url(), other.url()});
            // what runs for the first time is slow everywhere
            var rehearsal = open(one.url());
            stampede(rehearsal, slots(rehearsal), urls).run();
            var conference = open(one.url());
            var stampede = stampede(conference, slots(conference), urls);

            var began = System.nanoTime();
            stampede.run();
            var took = Duration.ofNanos(System.nanoTime() - began);

            holds(database, conference.id(), stampede.confirmed);
            var bare = bare(database, open(one.url()), stampede.confirmed.size());
            System.out.printf(
                    "%d parents, %d teachers: %d confirmed in %d ms, %.0f a second; the guarded updates of as many alone %.0f a"
                            + " second, ratio %.2f; p50 %d ms, p99 %d ms of a request; refused %s%n",
                    PARENTS,
                    TEACHERS,
                    stampede.confirmed.size(),
                    took.toMillis(),
                    perSecond(stampede.confirmed.size(), took),
                    perSecond(stampede.confirmed.size(), bare),
                    bare.toNanos() / (double) took.toNanos(),
                    stampede.percentile(.5).toMillis(),
                    stampede.percentile(.99).toMillis(),
                    stampede.refusals());
        }
    }

    @Test
    @Tag("slow")
    void losesNothingWithAnInstanceThatIsKilled() {
        var database = TestDatabases.on(TestStore.one());
        try (var school = Stampede.school(PARENTS, TEACHERS);
                var one = ServiceProcess.start(TestStore.one().uri(), database.getName(), school, "1m");
                var other = ServiceProcess.start(TestStore.one().uri(), database.getName(), school, "1m")) {
            var conference = open(one.url());
            var urls = new AtomicReferenceArray<>(new String[] {one.url(), other.url()});
            var stampede = stampede(conference, slots(conference), urls);
            var running = CompletableFuture.runAsync(stampede::run);
            await().atMost(LIMIT).until(() -> stampede.confirmed.size() > PARENTS / 2);

            other.kill();
            urls.set(1, one.url());
            running.join();

            // what the killed one left behind ends by itself
            await().atMost(LIMIT)
                    .until(() -> documents(database, "appointments").stream()
                            .noneMatch(appointment ->
                                    List.of("CLAIMING", "HELD").contains(appointment.getString("state"))));
            await().atMost(LIMIT).untilAsserted(() -> holds(database, conference.id(), stampede.confirmed));
            System.out.printf(
                    "%d parents, one instance killed: %d confirmed, refused %s%n",
                    PARENTS, stampede.confirmed.size(), stampede.refusals());
        }
    }

    private static TestConference open(String url) {
        return TestConference.open(Api.at(url, "local:admin", AccessLevel.ADMINISTRATOR), Map.of());
    }

    private static Stampede stampede(
            TestConference conference, List<List<String>> slots, AtomicReferenceArray<String> urls) {
        var clients = new ConcurrentHashMap<String, WebClient>();
        return new Stampede(
                conference.id(),
                slots,
                PARENTS,
                turn -> clients.computeIfAbsent(urls.get(turn % urls.length()), WebClient::create));
    }

    /** By teacher; a quarter more places than everybody together wants, so that the early ones are few and the late ones are not. */
    private static List<List<String>> slots(TestConference conference) {
        var teachers =
                IntStream.range(0, TEACHERS).mapToObj(teacher -> "t" + teacher).toList();
        var places = (int) Math.ceil(1.25 * PARENTS * Stampede.LESSONS / TEACHERS / 40);
        var found = conference.slots(DAY, teachers, "08:00", "18:00", Map.of("most", places));
        return teachers.stream()
                .map(teacher -> found.ids().entrySet().stream()
                        .filter(slot -> slot.getKey().startsWith(teacher + " "))
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList())
                .toList();
    }

    /** What there must be, whoever asked for what. */
    private static void holds(MongoDatabase database, String conference, Set<String> acknowledged) {
        var appointments = documents(database, "appointments").stream()
                .filter(appointment -> appointment.getString("conferenceId").equals(conference)
                        && State.valueOf(appointment.getString("state")).isLive())
                .toList();
        var confirmed = appointments.stream()
                .filter(appointment -> appointment.getString("state").equals(State.CONFIRMED.name()))
                .map(appointment -> appointment.getString("_id"))
                .collect(Collectors.toSet());
        assertThat(confirmed).as("what parents were told is so").containsAll(acknowledged);
        assertThat(confirmed).isNotEmpty();

        var bySlot = new HashMap<String, Set<String>>();
        appointments.forEach(
                appointment -> bySlot.computeIfAbsent(appointment.getString("slotId"), slot -> new HashSet<>())
                        .add(appointment.getString("_id")));
        documents(database, "slots").stream()
                .filter(slot -> slot.getString("conferenceId").equals(conference))
                .forEach(slot -> {
                    var taken = slot.getList("taken", String.class);
                    assertThat(taken)
                            .hasSizeLessThanOrEqualTo(slot.getInteger("most"))
                            .doesNotHaveDuplicates();
                    assertThat(slot.getInteger("free")).isEqualTo(slot.getInteger("most") - taken.size());
                    assertThat(taken)
                            .containsExactlyInAnyOrderElementsOf(bySlot.getOrDefault(slot.getString("_id"), Set.of()));
                });

        var byParent = appointments.stream().collect(Collectors.groupingBy(one -> one.getString("parent")));
        byParent.values().forEach(own -> {
            var sorted = own.stream()
                    .sorted((left, right) -> left.getDate("start").compareTo(right.getDate("start")))
                    .toList();
            for (int i = 1; i < sorted.size(); i++) {
                assertThat(sorted.get(i).getDate("start"))
                        .isAfterOrEqualTo(sorted.get(i - 1).getDate("end"));
            }
            assertThat(own)
                    .extracting(one -> one.getString("student") + one.getString("teacher"))
                    .doesNotHaveDuplicates();
        });
        documents(database, "parents").stream()
                .filter(parent -> parent.getString("_id").startsWith(conference))
                .forEach(parent -> assertThat(parent.getList("bookings", Document.class))
                        .extracting(entry -> entry.getString("appointment"))
                        .containsExactlyInAnyOrderElementsOf(
                                byParent
                                        .getOrDefault(
                                                parent.getString("_id").substring(conference.length() + 1), List.of())
                                        .stream()
                                        .map(one -> one.getString("_id"))
                                        .toList()));
    }

    private static List<Document> documents(MongoDatabase database, String collection) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection(collection).find())
                        .collectList()
                        .block(LIMIT));
    }

    /** How long the writes of so many bookings take without requests, tokens and contact-service. */
    private static Duration bare(MongoDatabase database, TestConference conference, int count) {
        slots(conference);
        var loaded = new Conference(
                conference.id(),
                new BusinessId(School.BUSINESS),
                new Conference.Settings(
                        "", ZoneOffset.UTC, "", "", Conference.Rules.USUAL, List.of(), Conference.Notifications.USUAL),
                NOW);
        var places = new Slots(database, Clock.systemUTC());
        var all = Objects.requireNonNull(
                places.of(loaded, List.of(), null, "").collectList().block(LIMIT));
        var appointments = new Appointments(database);
        var families = new Families(database);
        var nowhere = new EventPublisher(new KafkaTemplate<>(() -> {
            throw new IllegalStateException("nothing is told here");
        }));
        var news = new AppointmentNews(
                new ConferenceOutbox(database, nowhere, new Standstill(Clock.systemUTC()), Clock.systemUTC()));
        var began = System.nanoTime();
        Flux.range(0, count)
                .flatMap(
                        number -> {
                            var slot = all.get(number % all.size());
                            var wanted = appointment(loaded, slot, number);
                            return appointments
                                    .insert(wanted)
                                    .then(places.take(slot, wanted.id(), true))
                                    .then(families.take(wanted, Conference.Rules.USUAL))
                                    .then(appointments.held(wanted))
                                    .then(appointments.confirm(
                                            wanted, Map.of(), news.confirmed(loaded, wanted), wanted.bookedAt()));
                        },
                        200)
                .then()
                .block(LIMIT);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Appointment appointment(Conference conference, Slot slot, int number) {
        var parent = new ContactId("p" + number);
        var wish = new Wish(
                conference.id() + number,
                conference,
                slot,
                parent,
                new ContactId("s" + number),
                parent.value(),
                false,
                null);
        return Appointment.claiming(wish, List.of("class"), NOW, NOW.plus(Duration.ofMinutes(5)));
    }

    private static double perSecond(int count, Duration took) {
        return count / (took.toNanos() / 1e9);
    }
}
