package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.MailPolicy;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.TestStore;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

@ExtendWith(OutputCaptureExtension.class)
class NotificationServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Keysets KEYS = Keysets.generate();
    private static final String DATABASE = TestStore.freshDatabaseName();
    private static final GreenMail INBOX =
            new GreenMail(new ServerSetup(Ports.free(1).get(0), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    static Path keysets;

    private static RunningService service;

    private final String businessId = "business-" + UUID.randomUUID();
    private final String importId = UUID.randomUUID().toString();
    private final String admin = "admin-of-" + businessId + "@district.example";
    private final LifecycleEvents events = new LifecycleEvents(businessId, KEYS.fieldCipher());

    @BeforeAll
    static void start() {
        KEYS.write(keysets);
        INBOX.start();
        service = RunningService.start(DATABASE, INBOX, keysets, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
        INBOX.stop();
    }

    @AfterEach
    void neverLogsAnAddress(CapturedOutput output) {
        assertThat(output).doesNotContain("district.example");
    }

    @Test
    void mailsTheStoryOfAnImport() throws Exception {
        service.publish(events.activated(admin));
        service.publish(events.held(importId));
        service.publish(events.failed(importId));
        service.publish(events.published(importId));
        service.publish(events.completed(importId));

        awaitMails(4);
        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "Your ClassLink import is active - Springfield Unified",
                        "Your import needs your approval - Springfield Unified",
                        "Your import could not be finished - Springfield Unified",
                        "Your roster import is complete, rows were refused - Springfield Unified");
    }

    @Test
    void mailsAnEventOnceThatIsDeliveredAgain() throws Exception {
        service.publish(events.activated(admin));
        service.publish(events.completed(importId));
        service.publish(events.completed(importId));
        service.publish(events.completed(importId));
        service.publish(events.failed(importId));

        awaitMails(3);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("complete"))
                .hasSize(1);
    }

    @Test
    void mailsAnEventOnceThatTwoInstancesProcess() throws Exception {
        try (var other = RunningService.start(
                DATABASE, INBOX, keysets, Map.of("spring.kafka.consumer.group-id", "as-after-a-rebalance"))) {
            service.publish(events.activated(admin));
            other.publish(events.completed(importId));
            service.publish(events.failed(importId));

            awaitMails(3);
            await().atMost(PATIENCE).until(() -> EventTopic.lag("as-after-a-rebalance") == 0);
            assertThat(mails()).hasSize(3);
        }
    }

    @Test
    void mailsTheOnboardingTeamOnceThatADistrictWaits() throws Exception {
        var team = "team-of-" + businessId + "@district.example";
        service.publish(events.districtAdded(false));
        service.publish(events.districtAdded(false, team));
        service.publish(events.districtAdded(false, team));
        service.publish(events.activated(admin));

        awaitMails(1);
        await().atMost(PATIENCE).until(() -> mailsTo(team).count() == 1);
        assertThat(mailsTo(team).map(NotificationServiceIT::subject))
                .containsExactly("Springfield Unified added pickAtime in ClassLink");
    }

    @Test
    void keepsItToItselfThatNothingChanged() throws Exception {
        service.publish(events.activated(admin));
        service.publish(events.completed(UUID.randomUUID().toString()));
        service.publish(events.started(importId, LifecycleEvents.OCCURRED, ImportTrigger.SCHEDULE));
        service.publish(events.unchanged(importId));
        service.publish(events.failed(importId));

        awaitMails(3);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("complete"))
                .hasSize(1);
    }

    @Test
    void mailsNothingAboutADistrictThatStaysAsItIsUntilSomebodyAsksOrAWarningGrows() throws Exception {
        service.publish(events.activated(admin));
        service.publish(events.started(importId, LifecycleEvents.OCCURRED, ImportTrigger.MANUAL));
        service.publish(events.completed(importId));
        awaitMails(2);

        for (int night = 1; night <= 7; night++) {
            unchanged(night, ImportTrigger.SCHEDULE, 1);
        }
        unchanged(7, ImportTrigger.NOTIFICATION, "OUTSIDE_THE_CHOICE", 1_000);
        service.publish(events.failed(null));
        awaitMails(3);

        unchanged(8, ImportTrigger.SCHEDULE, 2);
        awaitMails(4);
        unchanged(9, ImportTrigger.SCHEDULE, 2);
        unchanged(10, ImportTrigger.MANUAL, 2);
        awaitMails(5);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("complete"))
                .hasSize(3);
    }

    @Test
    void mailsWhatABusinessWantsToBeToldAndWhatSomebodyAskedFor() throws Exception {
        var then = LifecycleEvents.OCCURRED;
        service.publish(events.activated(admin));
        service.publish(events.completed(importId));
        service.publish(events.wants(then.plusSeconds(1), MailPolicy.PROBLEMS, admin));
        for (var trigger : List.of(ImportTrigger.SCHEDULE, ImportTrigger.NOTIFICATION, ImportTrigger.FILE)) {
            var changed = UUID.randomUUID().toString();
            service.publish(events.started(changed, then, trigger));
            service.publish(events.completed(changed));
        }
        service.publish(events.wants(then.plusSeconds(2), MailPolicy.CHANGES, admin));
        for (var trigger : List.of(ImportTrigger.SCHEDULE, ImportTrigger.MANUAL)) {
            var held = UUID.randomUUID().toString();
            service.publish(events.started(held, then, trigger));
            service.publish(events.held(held));
        }
        service.publish(events.wants(then.plusSeconds(3), MailPolicy.EVERY_RUN, admin));
        unchanged(1, ImportTrigger.SCHEDULE, 1);

        awaitMails(5);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("approval"))
                .hasSize(1);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("complete"))
                .hasSize(3);
    }

    @Test
    void answersWhoeverTookAnImportBackWhereOnlyProblemsAreWanted() throws Exception {
        var then = LifecycleEvents.OCCURRED;
        service.publish(events.activated(admin));
        service.publish(events.completed(importId));
        service.publish(events.wants(then.plusSeconds(1), MailPolicy.PROBLEMS, admin));
        for (var trigger : List.of(ImportTrigger.SCHEDULE, ImportTrigger.UNDO)) {
            var id = UUID.randomUUID().toString();
            service.publish(events.started(id, then, trigger));
            service.publish(events.completed(id));
        }
        service.publish(events.failed(null));

        awaitMails(4);
        assertThat(subjects())
                .filteredOn(subject -> subject.contains("complete"))
                .as("the first import, and the one that took it back")
                .hasSize(2);
    }

    private void unchanged(int night, ImportTrigger trigger, long parentsWithoutEmail) throws Exception {
        unchanged(night, trigger, "PARENT_WITHOUT_EMAIL", parentsWithoutEmail);
    }

    private void unchanged(int night, ImportTrigger trigger, String warning, long count) throws Exception {
        var id = UUID.randomUUID().toString();
        var when = LifecycleEvents.OCCURRED.plus(Duration.ofDays(night));
        service.publish(events.started(id, when, trigger));
        service.publish(events.unchanged(id, when, warning, count));
    }

    @Test
    void sendsWhatCameWhileTheSmtpServerWasDown() throws Exception {
        INBOX.stop();
        try {
            service.publish(events.activated(admin));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> service.authorized()
                            .get()
                            .uri("/businesses/{b}/mails", businessId)
                            .exchange()
                            .expectBody()
                            .jsonPath("$.items[0].state")
                            .isEqualTo("PENDING")
                            .jsonPath("$.items[0].problem")
                            .value(problem ->
                                    assertThat(String.valueOf(problem)).contains("SMTP")));
        } finally {
            INBOX.start();
        }

        awaitMails(1);
        service.publish(events.failed(importId));
        awaitMails(2);
    }

    @Test
    void mailsEachWarningOfAnEndingCertificateOnceAndToAdministratorsThatWereNotKnownYet() throws Exception {
        var fingerprint = "ab".repeat(32);
        service.publish(events.certificateExpiring(fingerprint, 14));
        service.publish(events.certificateExpiring(fingerprint, 14));
        service.publish(events.certificateExpiring(fingerprint, 3));
        await().atMost(PATIENCE)
                .untilAsserted(() -> service.authorized()
                        .get()
                        .uri("/businesses/{b}/mails", businessId)
                        .exchange()
                        .expectBody()
                        .jsonPath("$.items.length()")
                        .isEqualTo(2)
                        .jsonPath("$.items[*].state")
                        .value(states -> assertThat(states)
                                .isEqualTo(List.of("WAITING_FOR_RECIPIENTS", "WAITING_FOR_RECIPIENTS"))));

        service.publish(events.administratorsChanged(LifecycleEvents.OCCURRED, admin));

        awaitMails(2);
        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "Your sign-in certificate ends in 14 days - Springfield Unified",
                        "Your sign-in certificate ends in 3 days - Springfield Unified");
    }

    @Test
    void writesOnceToWhoeverForgotAPasswordAndToNobodyElse() throws Exception {
        var link = "https://sign-in.pickatime.test/password-links/" + businessId;
        var endsAt = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        service.publish(events.activated(admin));
        awaitMails(1);
        service.publish(events.unreadablePasswordLink());
        service.publish(events.passwordLink("parent-" + admin, link, endsAt));
        service.publish(events.passwordLink("parent-" + admin, link, endsAt));

        await().atMost(PATIENCE).until(() -> lettersTo("parent-" + admin).contains(link));
        awaitState("password-link", "SENT");
        assertThat(Stream.of(INBOX.getReceivedMessages())
                        .filter(message -> recipient(message).equals("parent-" + admin)))
                .hasSize(1);
        assertThat(mails()).hasSize(1);
        assertThat(lettersTo("parent-" + admin)).contains("Springfield Unified", "Abra este enlace para elegirla");
        assertThat(Objects.requireNonNull(Flux.from(service.database()
                                        .getCollection("sent_mails")
                                        .find())
                                .collectList()
                                .block(PATIENCE))
                        .toString())
                .doesNotContain("pickatime.test/password-links", "district.example");
    }

    @Test
    void sendsNoLinkThatHasEnded() throws Exception {
        service.publish(events.passwordLink("late-" + admin, "https://sign-in.pickatime.test/", Instant.now()));

        awaitState("password-link", "FAILED");
        assertThat(lettersTo("late-" + admin)).isEmpty();
    }

    @Test
    void namesTheSameInstantToTwoBusinessesInTheirOwnTimeZones() throws Exception {
        var other = new LifecycleEvents(businessId + "-2", KEYS.fieldCipher());
        service.publish(events.activatedInZone("America/Denver", admin));
        service.publish(other.activatedInZone("Pacific/Honolulu", "second-" + admin));
        service.publish(events.completed(importId));
        service.publish(other.completed(UUID.randomUUID().toString()));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(completionMail(admin)).contains("November 24, 2026, 4:05 AM MST");
            assertThat(completionMail("second-" + admin)).contains("November 24, 2026, 1:05 AM HST");
        });
    }

    @Test
    void keepsAMailUntilTheAdministratorsAreKnown() throws Exception {
        service.publish(events.completed(importId));
        await().atMost(PATIENCE)
                .untilAsserted(() -> service.authorized()
                        .get()
                        .uri("/businesses/{b}/mails", businessId)
                        .exchange()
                        .expectBody()
                        .jsonPath("$.items[0].state")
                        .isEqualTo("WAITING_FOR_RECIPIENTS"));

        service.publish(events.administratorsChanged(LifecycleEvents.OCCURRED, admin));

        awaitMails(1);
        assertThat(subjects())
                .containsExactly("Your roster import is complete, rows were refused - Springfield Unified");
    }

    @Test
    void setsAsideWhatItCannotDecodeAndGoesOn() throws Exception {
        var poison = ("no avro at all " + importId).getBytes(StandardCharsets.UTF_8);
        EventTopic.publishRaw(businessId, poison);
        service.publish(events.activated(admin));

        awaitMails(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(EventTopic.deadLetters())
                        .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(poison)));
    }

    @Test
    void setsAsideAnEventWhoseAddressesDoNotOpenAndGoesOn() throws Exception {
        service.publish(events.unreadable());
        service.publish(events.activated(admin));

        awaitMails(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(EventTopic.deadLetters())
                        .anySatisfy(letter -> assertThat(new String(letter.key(), StandardCharsets.UTF_8))
                                .isEqualTo(businessId)));
    }

    @Test
    void tellsOperatorsWhatWasSentButNotToWhom() throws Exception {
        service.publish(events.activated(admin, "second-" + admin));
        awaitMails(1);

        await().atMost(PATIENCE).untilAsserted(() -> {
            var body = service.authorized()
                    .get()
                    .uri("/businesses/{b}/mails", businessId)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.items.length()")
                    .isEqualTo(1)
                    .jsonPath("$.items[0].id")
                    .isEqualTo(businessId + "@" + LifecycleEvents.OCCURRED.toEpochMilli() + "/import-activated")
                    .jsonPath("$.items[0].state")
                    .isEqualTo("SENT")
                    .jsonPath("$.items[0].recipients")
                    .isEqualTo(2)
                    .jsonPath("$.items[0].sentAt")
                    .isNotEmpty()
                    .returnResult()
                    .getResponseBody();
            assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("district.example");
        });
    }

    @Test
    void refusesCallersWithoutTheToken() {
        service.http()
                .get()
                .uri("/businesses/b/mails")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        service.http()
                .post()
                .uri("/businesses/b/mails/retries")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        service.http()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void saysWhichLimitItTakes() {
        for (var limit : List.of(0, 201)) {
            service.authorized()
                    .get()
                    .uri("/businesses/b/mails?limit=" + limit)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("limit")
                    .jsonPath("$.errors[0].reason")
                    .isEqualTo("must be from 1 to 200");
        }
    }

    @Test
    void opensNothingAgainWhereNothingWasGivenUp() {
        service.authorized()
                .post()
                .uri("/businesses/{b}/mails/retries", businessId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"reopened\": 0}");
    }

    private void awaitState(String template, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> service.authorized()
                        .get()
                        .uri("/businesses/{b}/mails", businessId)
                        .exchange()
                        .expectBody()
                        .jsonPath("$.items[?(@.template == '" + template + "')].state")
                        .value(states -> assertThat(states).isEqualTo(List.of(state))));
    }

    private void awaitMails(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails()).hasSize(count));
    }

    private Stream<MimeMessage> mails() {
        return mailsTo(admin);
    }

    private static Stream<MimeMessage> mailsTo(String address) {
        return Stream.of(INBOX.getReceivedMessages())
                .filter(message -> recipient(message).equals(address));
    }

    private List<String> subjects() {
        return mails().map(NotificationServiceIT::subject).toList();
    }

    /** Each of its parts; empty while it is not there. */
    private static String completionMail(String address) {
        return Stream.of(INBOX.getReceivedMessages())
                .filter(message -> recipient(message).equals(address))
                .filter(message -> subject(message).contains("complete"))
                .map(GreenMailUtil::getBody)
                .collect(Collectors.joining());
    }

    private static String lettersTo(String address) {
        return Stream.of(INBOX.getReceivedMessages())
                .filter(message -> recipient(message).equals(address))
                .map(message -> GreenMailUtil.getBody(message).replace("=\r\n", ""))
                .collect(Collectors.joining());
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
