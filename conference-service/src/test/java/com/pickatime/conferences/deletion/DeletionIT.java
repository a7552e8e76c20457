package com.pickatime.conferences.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.Deletions;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All events but those that are kept are deleted together; the clock goes on only in the last test, for no token outlives that. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeletionIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DELETIONS = "//conference-deletions";
    private static final BusinessId OAK = new BusinessId(School.BUSINESS);

    private static final MovableClock CLOCK = new MovableClock(Instant.now());
    private static School school;
    private static RunningService service;
    private static Api administrator;
    private static Api ann;
    private static TestConference kept;
    private static TestConference old;
    private static String oldSlot;
    private static String freeSlot;
    private static Api.Answer booked;

    @BeforeAll
    static void start() {
        school = new School().child("ann", "s1").lesson("s1", "math", "t1").lesson("s1", "art", "=t2");
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, CLOCK);
        administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
        ann = Api.of(service, "ann", AccessLevel.CUSTOMER);
        kept = TestConference.open(administrator, Map.of());
        old = TestConference.open(administrator, Map.of());
        var slots = old.slots(TestConference.day(0), List.of("t1", "=t2"), "15:00", "15:30", Map.of());
        oldSlot = slots.at("t1 15:00");
        freeSlot = slots.at("=t2 15:15");
        booked = old.book(ann, oldSlot, "s1");
        assertThat(booked.status()).isEqualTo(200);
        TestConference.open(administrator, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT));
    }

    private static Api.Answer preview() {
        return administrator.get(DELETIONS + "/preview?keep=" + kept.id());
    }

    private static Map<String, Object> request(Api.Answer preview) {
        return Map.of(
                "keep", List.of(kept.id()),
                "digest", preview.text("digest"),
                "confirmation", preview.text("confirmation"));
    }

    private static Api.Answer begin() {
        return administrator.post(DELETIONS, request(preview()));
    }

    private static void awaitState(Api.Answer begun, String state) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(administrator
                                .get(DELETIONS + "/" + begun.text("deletionId"))
                                .text("state"))
                        .isEqualTo(state));
    }

    private static Api.Answer undo(Api.Answer begun) {
        return administrator.post(DELETIONS + "/" + begun.text("deletionId") + "/undo", Map.of());
    }

    private static List<Object> listed() {
        return administrator.get("").items("items").stream()
                .map(event -> (Object) event.get("conferenceId"))
                .toList();
    }

    @Test
    @Order(1)
    void showsWhatItWouldTakeAwayAndWhoStillCountsOnIt() {
        var preview = preview();

        assertThat(preview.json())
                .containsEntry("slots", 4)
                .containsEntry("appointments", 1)
                .containsEntry("upcoming", 1)
                .containsEntry("confirmation", "DELETE 2 EVENTS");
        assertThat(preview.items("conferences"))
                .filteredOn(event -> old.id().equals(event.get("conferenceId")))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("firstDay", TestConference.day(0))
                        .containsEntry("past", false)
                        .containsEntry("slots", 4)
                        .containsEntry("upcoming", 1));
        assertThat(preview().text("digest")).isEqualTo(preview.text("digest"));
    }

    @Test
    @Order(2)
    void keepsOneAtLeastAndOneThatIsThere() {
        assertThat(administrator.get(DELETIONS + "/preview").status()).isEqualTo(400);
        assertThat(administrator.get(DELETIONS + "/preview?keep=nothing").text("detail"))
                .startsWith("keep: must be ids of conferences");
    }

    @Test
    @Order(3)
    void exportsTheAppointmentsFirstAndLetsNoCellBeComputed() {
        var other = old.book(ann, freeSlot, "s1");
        assertThat(other.status()).isEqualTo(200);

        assertThat(administrator.csv(DELETIONS + "/export?keep=" + kept.id()).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("event,day,from,to,teacherFamilyName");
        assertThat(administrator.csv(DELETIONS + "/export?keep=" + kept.id()))
                .contains("Fall," + TestConference.day(0) + ",15:00,15:15,Last,First t1,Last,First s1,Last,First ann")
                .contains("'=t2");
        assertThat(administrator.csv(DELETIONS + "/export?keep=" + old.id()).lines())
                .hasSize(1);
        ann.delete("/" + old.id() + "/appointments/" + other.text("appointmentId"));
    }

    @Test
    @Order(4)
    void deletesNothingThatIsNotAsItWasShown() {
        var preview = preview();
        assertThat(administrator
                        .post(
                                DELETIONS,
                                Map.of(
                                        "keep", List.of(kept.id()),
                                        "digest", preview.text("digest"),
                                        "confirmation", "DELETE 3 EVENTS"))
                        .text("detail"))
                .contains("typed as it is: DELETE 2 EVENTS");

        var other = old.book(ann, freeSlot, "s1");
        assertThat(administrator.post(DELETIONS, request(preview)).status()).isEqualTo(409);
        assertThat(listed()).hasSize(3);
        ann.delete("/" + old.id() + "/appointments/" + other.text("appointmentId"));
    }

    @Test
    @Order(5)
    void takesAllAwayAtOnceAndBringsItBackAsItWas() {
        var held = old.hold(ann, freeSlot, "s1");
        var before = administrator.get("/" + old.id());
        var begun = begin();
        assertThat(begun.status()).isEqualTo(202);

        assertThat(listed()).containsExactly(kept.id());
        assertThat(administrator.get("/" + old.id()).status()).isEqualTo(404);
        assertThat(administrator.get("/" + old.id() + "/slots").status()).isEqualTo(404);
        assertThat(ann.get("/" + old.id() + "/offers").status()).isEqualTo(404);
        assertThat(ann.get("/" + old.id() + "/appointments/" + booked.text("appointmentId"))
                        .status())
                .isEqualTo(404);
        assertThat(old.hold(ann, freeSlot, "s1").status()).isEqualTo(404);
        assertThat(old.confirm(ann, held).status()).isEqualTo(404);
        assertThat(undo(begun).text("detail")).contains("Try again in some seconds");
        CLOCK.advance(DeletionSweep.SETTLED);
        awaitState(begun, "DELETED");
        assertThat(administrator.get(DELETIONS).items("items").get(0))
                .containsEntry("by", "local:admin")
                .containsEntry("conferences", 2)
                .containsEntry("appointments", 1)
                .doesNotContainEntry("undoUntil", null);

        var undone = undo(begun);

        assertThat(undone.text("state")).isEqualTo("UNDONE");
        assertThat(undone.text("undoneBy")).isEqualTo("local:admin");
        assertThat(undo(begun).status()).isEqualTo(200);
        assertThat(listed()).hasSize(3);
        assertThat(administrator.get("/" + old.id())).isEqualTo(before);
        assertThat(ann.get("/" + old.id() + "/appointments").items("items"))
                .extracting(one -> one.get("state"))
                .containsExactly("CONFIRMED", "HELD");
        assertThat(old.confirm(ann, held).status()).isEqualTo(200);
        ann.delete("/" + old.id() + "/appointments/" + held.text("appointmentId"));
    }

    @Test
    @Order(6)
    void isVoidWhereSomethingChangedInTheMomentOfIt() {
        var begun = begin();
        assertThat(administrator.post(DELETIONS, request(preview())).status()).isEqualTo(409);
        // as an instance does that still knew the conference
        get(Mono.from(service.database()
                .getCollection("slots")
                .updateOne(new Document("_id", oldSlot), new Document("$set", new Document("version", "another")))));

        CLOCK.advance(DeletionSweep.SETTLED);

        awaitState(begun, "VOID");
        assertThat(listed()).hasSize(3);
        assertThat(undo(begun).status()).isEqualTo(409);
    }

    @Test
    @Order(7)
    void reallyDeletesWhatNobodyCanBringBackAnyMore() {
        var begun = begin();
        CLOCK.advance(DeletionSweep.SETTLED);
        awaitState(begun, "DELETED");
        var id = begun.text("deletionId");
        var deletions = service.bean(Deletions.class);

        CLOCK.advance(Duration.ofDays(30).plusSeconds(1));

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(get(deletions.find(OAK, id)).state()).hasToString("FORGOTTEN"));
        assertThat(get(deletions.undo(get(deletions.find(OAK, id)), "local:admin")))
                .isFalse();
        assertThat(get(service.bean(AppointmentLists.class).of(old.id(), "").count()))
                .isZero();
        for (var collection : List.of("slots", "appointments", "parents", "children")) {
            assertThat(get(Flux.from(
                                    service.database().getCollection(collection).find())
                            .map(Document::toJson)
                            .filter(json -> json.contains(old.id()))
                            .count()))
                    .as(collection)
                    .isZero();
        }
        assertThat(get(service.bean(Conferences.class).of(OAK, "", id).collectList()))
                .extracting(one -> one.conference().id())
                .containsExactly(kept.id());
    }
}
