package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.events.AppointmentCancelled;
import com.pickatime.events.AppointmentConfirmed;
import com.pickatime.events.AppointmentMoved;
import com.pickatime.events.AppointmentReminderDue;
import com.pickatime.events.AppointmentSnapshot;
import com.pickatime.events.ConferenceEvent;
import com.pickatime.events.MeetingKind;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.TestStore;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.notifications.testing.Neighbours;
import com.pickatime.platform.crypto.Keysets;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Mails about appointments, from the event to the mailbox. */
@ExtendWith(OutputCaptureExtension.class)
class AppointmentMailsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Keysets KEYS = Keysets.generate();
    private static final String DATABASE = TestStore.freshDatabaseName();
    private static final GreenMail INBOX =
            new GreenMail(new ServerSetup(Ports.free(1).get(0), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final Instant IN_TEN_DAYS = LocalDate.now(ZONE)
            .plusDays(10)
            .atTime(LocalTime.of(15, 0))
            .atZone(ZONE)
            .toInstant();

    @TempDir
    static Path keysets;

    private static Neighbours neighbours;
    private static RunningService service;

    private final String id = UUID.randomUUID().toString();
    private final String business = "business-" + id;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String parent = "ann-" + id + "@family.example";
    private final String teacher = "ada-" + id + "@school.example";

    @BeforeAll
    static void start() {
        KEYS.write(keysets);
        INBOX.start();
        neighbours = new Neighbours();
        service = service();
    }

    private static RunningService service() {
        return RunningService.start(
                DATABASE,
                INBOX,
                keysets,
                Map.of(
                        "notifications.contacts.base-url",
                        neighbours.url(),
                        "notifications.conferences.base-url",
                        neighbours.url(),
                        // the events of tests are some days old
                        "notifications.attention-within",
                        "36500d",
                        "notifications.admin-ui-url",
                        "https://pages.example"));
    }

    @AfterAll
    static void stop() {
        service.close();
        INBOX.stop();
        neighbours.close();
    }

    @BeforeEach
    void know() {
        neighbours.contact("t-" + id, "Ada", "Lovelace", teacher);
        neighbours.contact("p-" + id, "Ann", "Smith", parent);
        neighbours.contact("s-" + id, "Tim", "Smith", "");
    }

    @AfterEach
    void neverLogsWhoMeets(CapturedOutput output) {
        neighbours.away(false);
        assertThat(output).doesNotContain("family.example", "school.example", "Lovelace");
    }

    private AppointmentSnapshot appointment(int sequence, Instant start, boolean copy) {
        return new AppointmentSnapshot(
                "a" + sequence + "-" + id,
                "a0-" + id,
                sequence,
                "c1",
                "Fall 2026 Conferences",
                ZONE.getId(),
                "Gym; room 1",
                start,
                start.plus(Duration.ofMinutes(15)),
                MeetingKind.IN_PERSON,
                "t-" + id,
                "p-" + id,
                "s-" + id,
                true,
                copy,
                "Please park behind the <gym>.");
    }

    private void publish(String event, SpecificRecord what) throws Exception {
        service.publish(new ConferenceEvent(event + "-" + id, business, began, what));
    }

    private static List<MimeMessage> mailsTo(String address) {
        var mails = new ArrayList<MimeMessage>();
        for (var message : INBOX.getReceivedMessages()) {
            if (GreenMailUtil.getAddressList(recipients(message)).equals(address)) {
                mails.add(message);
            }
        }
        return mails;
    }

    private static Address[] recipients(MimeMessage message) {
        try {
            return message.getAllRecipients();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MimeMessage> await(String address, int mails) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mailsTo(address)).hasSize(mails));
        return mailsTo(address);
    }

    private static String words(MimeMessage message) {
        return GreenMailUtil.getBody(message).replace("=\r\n", "").replace("=3D", "=");
    }

    private static String file(MimeMessage message) throws Exception {
        var part = ((MimeMultipart) message.getContent()).getBodyPart(1);
        assertThat(part.getContentType().replaceAll("\\s+", " "))
                .startsWithIgnoringCase("text/calendar; charset=UTF-8; method=");
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ICalendar calendar(MimeMessage message) throws Exception {
        var file = file(message);
        assertThat(new CalendarBuilder()
                        .build(new StringReader(file))
                        .validate()
                        .getEntries())
                .isEmpty();
        return Biweekly.parse(file).first();
    }

    private void awaitState(String state, String problem) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> service.authorized()
                        .get()
                        .uri("/businesses/{business}/mails?state={state}", business, state)
                        .exchange()
                        .expectBody()
                        .jsonPath("$.items[0].problem")
                        .isEqualTo(problem));
    }

    @Test
    void writesOnceToEachAlsoWhenAnEventComesAgainAndTheServiceIsRestarted() throws Exception {
        var confirmed = new AppointmentConfirmed(appointment(0, IN_TEN_DAYS, true));
        publish("1", confirmed);
        publish("1", confirmed);
        var mail = await(parent, 1).get(0);
        await(teacher, 1);
        service.close();
        service = service();
        publish("1", confirmed);
        publish("2", new AppointmentReminderDue(appointment(0, IN_TEN_DAYS, true)));

        assertThat(await(parent, 2).get(1).getSubject()).isEqualTo("Your appointment is near - Fall 2026 Conferences");
        assertThat(await(teacher, 2).get(0).getSubject()).isEqualTo("An appointment is booked - Fall 2026 Conferences");
        assertThat(mail.getSubject()).isEqualTo("Your appointment is confirmed - Fall 2026 Conferences");
        var words = words(mail);
        assertThat(words)
                .contains("With Ada Lovelace, about Tim.", "Gym; room 1", "3:00 PM", "behind the <gym>.", "&lt;gym&gt;")
                .contains("https://pages.example/children/events/c1/appointments/a0-" + id);
        var event = calendar(mail).getEvents().get(0);
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(IN_TEN_DAYS);
        assertThat(event.getSummary().getValue()).isEqualTo("Conference with Ada Lovelace about Tim");
        assertThat(event.getLocation().getValue()).isEqualTo("Gym; room 1");
        assertThat(event.getAttendees())
                .singleElement()
                .satisfies(one -> assertThat(one.getEmail()).isEqualTo(parent));
    }

    @Test
    void bringsTheCalendarUpToDate() throws Exception {
        publish("1", new AppointmentConfirmed(appointment(0, IN_TEN_DAYS, false)));
        await(parent, 1);
        publish("2", new AppointmentMoved(appointment(1, IN_TEN_DAYS.plusSeconds(900), false), "a0-" + id));
        await(parent, 2);
        publish("3", new AppointmentCancelled(appointment(2, IN_TEN_DAYS.plusSeconds(900), false)));
        var calendars = new ArrayList<ICalendar>();
        for (var mail : await(parent, 3)) {
            calendars.add(calendar(mail));
        }

        assertThat(calendars)
                .extracting(one -> one.getMethod().getValue())
                .containsExactly("REQUEST", "REQUEST", "CANCEL");
        assertThat(calendars)
                .extracting(one -> one.getEvents().get(0).getSequence().getValue())
                .containsExactly(0, 1, 2);
        assertThat(calendars.stream()
                        .map(one -> one.getEvents().get(0).getUid().getValue())
                        .distinct())
                .hasSize(1);
        assertThat(mailsTo(teacher)).isEmpty();
    }

    @Test
    void writesNothingThatWasOvertakenWhileNobodyKnewWhoMeets() throws Exception {
        neighbours.away(true);
        publish("1", new AppointmentConfirmed(appointment(0, IN_TEN_DAYS, false)));
        awaitState("PENDING", "contact-service does not say to whom it goes");
        publish("2", new AppointmentCancelled(appointment(1, IN_TEN_DAYS, false)));
        awaitState("OVERTAKEN", "the appointment was moved or cancelled since");
        neighbours.away(false);

        assertThat(await(parent, 1).get(0).getSubject()).startsWith("Your appointment is cancelled");
    }

    @Test
    void writesNothingOfWhatHasBegun() throws Exception {
        publish("1", new AppointmentConfirmed(appointment(0, Instant.now().minusSeconds(1), false)));

        awaitState("OVERTAKEN", "the appointment has begun");
        assertThat(mailsTo(parent)).isEmpty();
    }

    @Test
    void tellsOperatorsOfAParentWithoutAnAddress() throws Exception {
        neighbours.contact("p-" + id, "Ann", "Smith", "");
        publish("1", new AppointmentConfirmed(appointment(0, IN_TEN_DAYS, true)));

        awaitState("FAILED", "the contact to whom it goes has no e-mail address");
        await(teacher, 1);
    }

    @Test
    void saysHowManyAppointmentsAnImportTouchedOnceThatIsKnown() throws Exception {
        var events = new LifecycleEvents(business, KEYS.fieldCipher());
        var importId = UUID.randomUUID().toString();
        neighbours.attention(importId, false, 0);
        service.publish(events.activated(parent));
        await(parent, 1);
        service.publish(events.completed(importId));
        awaitState("PENDING", "it is not known yet which appointments need attention");
        neighbours.attention(importId, true, 3);

        var words = words(await(parent, 2).get(1));
        assertThat(words)
                .contains("3 appointments need attention:", "https://pages.example/events?business=" + business);
        service.authorized()
                .get()
                .uri("/businesses/{business}/mails?state=SENT", business)
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].failures")
                .isEqualTo(0);
    }
}
