package com.pickatime.schemas.serde;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.ContentHash;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportPlanned;
import com.pickatime.events.ImportProgressed;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportStarted;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.MailPolicy;
import com.pickatime.events.NotificationKind;
import com.pickatime.events.NotificationOrigin;
import com.pickatime.events.PersonRole;
import com.pickatime.events.ReceiptLine;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.events.TypeTotals;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of all four envelopes with every kind of payload, from a small made-up school. */
final class Samples {

    private static final String BUSINESS = "springfield";
    private static final String IMPORT = "0b5e1c7e-1f0a-4c56-8f0e-3a2d9a1c0001";
    private static final Instant NOW = Instant.parse("2026-09-01T07:30:00.123Z");
    private static final RosterDigest DIGEST = new RosterDigest(0x0123456789abcdefL, -2);

    private Samples() {}

    static Stream<SpecificRecord> all() {
        return Stream.of(rosterRecords(), importEvents(), ssoEvents(), Stream.of(notification()))
                .flatMap(records -> records);
    }

    static Stream<RosterRecord> rosterRecords() {
        return Stream.of(
                upsert(RecordType.ORG, "o-1", new RosterOrg("Springfield Elementary", "school", null, "d-1")),
                upsert(RecordType.ACADEMIC_SESSION, "t-1", session()),
                upsert(RecordType.COURSE, "co-1", new RosterCourse("Mathematics 4", "MA4", null, "o-1")),
                upsert(RecordType.CLASS, "c-1", section()),
                upsert(RecordType.ENROLLMENT, "e-1", enrollment()),
                person(),
                upsert(RecordType.DEMOGRAPHICS, "s-1", new RosterDemographics(bytes("ciphertext of a birth date"))),
                record(RosterOperation.REMOVE, RecordType.PERSON, "s-2", null),
                record(
                        RosterOperation.BARRIER,
                        RecordType.BARRIER,
                        IMPORT,
                        new ImportBarrier(3, 40L, DIGEST.toAvro())));
    }

    static Stream<ImportEvent> importEvents() {
        return Stream.of(
                        new ImportActivated(
                                "Springfield",
                                List.of(bytes("ciphertext of an address"), bytes("")),
                                "Pacific/Honolulu",
                                ContactIdField.IDENTIFIER,
                                MailPolicy.PROBLEMS,
                                ImportSource.FILE),
                        new AdministratorsChanged(
                                "Springfield", List.of(), null, ContactIdField.UNKNOWN, MailPolicy.UNKNOWN),
                        new ImportStarted(ImportMode.FULL, ImportTrigger.NOTIFICATION, 7L),
                        new ImportPlanned(DIGEST.toAvro(), summary()),
                        new ImportHeld(
                                DIGEST.toAvro(),
                                List.of("more than half of the students would be removed"),
                                ImportSource.DIRECT,
                                HoldCause.BRAKE),
                        new ImportPublished(7L, 12, 480L, summary()),
                        new ImportProgressed(240L),
                        new ImportCompleted(false, 479L, 1L, summary(), List.of(receiptLine()), 0),
                        new ImportFailed("ROSTER_UNREACHABLE", "The roster server did not answer.", ImportSource.FILE))
                .map(event -> new ImportEvent("ev-1", BUSINESS, IMPORT, NOW, event));
    }

    static Stream<SsoEvent> ssoEvents() {
        var expiring = new SigningCertificateExpiring("https://idp.example/saml", "ab".repeat(32), NOW, 0);
        return Stream.of(new SsoEvent("ev-1", BUSINESS, NOW, expiring));
    }

    static ClassLinkNotification notification() {
        return new ClassLinkNotification(
                "msg-1", "2284", NotificationKind.ROSTER_CHANGED, NotificationOrigin.WEBHOOK, NOW);
    }

    static RosterRecord person() {
        return upsert(
                RecordType.PERSON,
                "s-1",
                RosterPerson.newBuilder()
                        .setRoles(List.of(PersonRole.STUDENT, PersonRole.AIDE))
                        .setGivenName("Zoë")
                        .setFamilyName("O'Brien-吉田")
                        .setIdentifier("4711")
                        .setEmailCiphertext(bytes("ciphertext of an address"))
                        .setOrgSourceIds(List.of("o-1"))
                        .setGrades(List.of("04"))
                        .setAgentSourceIds(List.of("p-1", "p-2"))
                        .build());
    }

    private static RosterRecord upsert(RecordType type, String sourceId, Object payload) {
        return record(RosterOperation.UPSERT, type, sourceId, payload);
    }

    private static RosterRecord record(
            RosterOperation operation, RecordType type, String sourceId, @Nullable Object payload) {
        var hash = operation == RosterOperation.UPSERT
                ? new ContentHash(DIGEST.toAvro().bytes())
                : null;
        return new RosterRecord(BUSINESS, IMPORT, 7L, operation, type, sourceId, hash, payload);
    }

    private static RosterAcademicSession session() {
        return new RosterAcademicSession(
                "Fall", "term", LocalDate.of(2026, 8, 24), LocalDate.of(2027, 1, 15), "2027", null);
    }

    private static RosterClass section() {
        return new RosterClass(
                "Mathematics 4b",
                "MA4-b",
                "scheduled",
                null,
                "co-1",
                "o-1",
                List.of("t-1"),
                List.of("04"),
                List.of(),
                List.of("1", "3"));
    }

    private static RosterEnrollment enrollment() {
        return new RosterEnrollment(
                "c-1", "te-1", "o-1", EnrollmentRole.TEACHER, true, LocalDate.of(2026, 8, 24), null);
    }

    private static ImportSummary summary() {
        return new ImportSummary(
                ImportMode.FULL,
                NOW,
                List.of(new TypeTotals(RecordType.PERSON, 400L, 20L, 3L, 57L, 1L, 477L, DIGEST.toAvro())),
                400L,
                30L,
                47L,
                477L,
                62L,
                510L,
                4L,
                List.of(new ImportWarning("DEMOGRAPHICS_NOT_SHARED", 0L, "Birth dates are not shared.")),
                ImportSource.CLASSLINK,
                9L,
                2L,
                3L);
    }

    private static ReceiptLine receiptLine() {
        return new ReceiptLine(RecordType.PERSON, 477L, 477L, DIGEST.toAvro(), DIGEST.toAvro());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
