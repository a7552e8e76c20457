package com.pickatime.notifications.testing;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.DistrictAdded;
import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportStarted;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.MailPolicy;
import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.events.PasswordLinkOccasion;
import com.pickatime.events.ReceiptLine;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDigestValue;
import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.events.TypeTotals;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events of one business, as the other services publish them. */
public record LifecycleEvents(String businessId, FieldCipher cipher) {

    public static final String BUSINESS_NAME = "Springfield Unified";
    public static final Instant STARTED = Instant.parse("2026-11-24T11:05:00Z");
    public static final Instant OCCURRED = STARTED.plusSeconds(65);

    private static final RosterDigestValue DIGEST = digest(1);

    public ImportEvent activated(String... administrators) {
        return event(
                null,
                OCCURRED,
                new ImportActivated(
                        BUSINESS_NAME,
                        sealed(administrators),
                        null,
                        ContactIdField.SOURCED_ID,
                        MailPolicy.UNKNOWN,
                        ImportSource.CLASSLINK));
    }

    public ImportEvent activatedInZone(String timeZone, String... administrators) {
        return event(
                null,
                OCCURRED,
                new ImportActivated(
                        BUSINESS_NAME,
                        sealed(administrators),
                        timeZone,
                        ContactIdField.SOURCED_ID,
                        MailPolicy.UNKNOWN,
                        ImportSource.CLASSLINK));
    }

    public ImportEvent administratorsChanged(Instant when, String... administrators) {
        return event(
                null,
                when,
                new AdministratorsChanged(
                        BUSINESS_NAME, sealed(administrators), null, ContactIdField.SOURCED_ID, MailPolicy.UNKNOWN));
    }

    public ImportEvent wants(Instant when, MailPolicy policy, String administrator) {
        return event(
                null,
                when,
                new AdministratorsChanged(
                        BUSINESS_NAME, sealed(administrator), null, ContactIdField.SOURCED_ID, policy));
    }

    public ImportEvent started(String importId, Instant when, ImportTrigger trigger) {
        return event(importId, when, new ImportStarted(ImportMode.FULL, trigger, 1L));
    }

    /** The same at another time, and with another last warning. */
    public ImportEvent unchanged(String importId, Instant when, String code, long count) {
        var completed = completed(true, List.of(same(RecordType.PERSON, 3)), 0);
        var warning = completed.getSummary().getWarnings().get(2);
        warning.put("code", code);
        warning.put("count", count);
        return event(importId, when, completed);
    }

    public ImportEvent completed(String importId) {
        return event(importId, OCCURRED, completed(false, List.of(same(RecordType.PERSON, 3)), 0));
    }

    public ImportEvent unchanged(String importId) {
        return event(importId, OCCURRED, completed(true, List.of(same(RecordType.PERSON, 3)), 0));
    }

    /** People differ in number, classes in content alone, terms not at all. */
    public ImportEvent completedWithDifferences(String importId) {
        var receipt = List.of(
                new ReceiptLine(RecordType.PERSON, 3L, 2L, DIGEST, digest(2)),
                new ReceiptLine(RecordType.CLASS, 5L, 5L, DIGEST, digest(2)),
                same(RecordType.ACADEMIC_SESSION, 4));
        return event(importId, OCCURRED, completed(false, receipt, 2));
    }

    public ImportEvent held(String importId) {
        return event(
                importId,
                OCCURRED,
                new ImportHeld(
                        DIGEST, List.of("Every student would be removed."), ImportSource.CLASSLINK, HoldCause.BRAKE));
    }

    public ImportEvent failed(@Nullable String importId) {
        return event(
                importId,
                OCCURRED,
                new ImportFailed("CLASSLINK_REFUSED", "ClassLink refused the connection.", ImportSource.CLASSLINK));
    }

    public ImportEvent published(String importId) {
        return event(importId, OCCURRED, new ImportPublished(1L, 12, 3L, summary()));
    }

    /** An event whose administrator's address was sealed for another business. */
    public ImportEvent unreadable() {
        var foreign = new LifecycleEvents("somebody-else", cipher).sealed("lost@example.org");
        return event(
                null,
                OCCURRED,
                new ImportActivated(
                        BUSINESS_NAME,
                        foreign,
                        null,
                        ContactIdField.SOURCED_ID,
                        MailPolicy.UNKNOWN,
                        ImportSource.CLASSLINK));
    }

    /** What sso-service publishes once for each certificate and step; the same id each time. */
    public SsoEvent certificateExpiring(String fingerprint, int daysLeft) {
        return new SsoEvent(
                businessId + "/certificate/" + fingerprint + '/' + daysLeft,
                businessId,
                OCCURRED,
                new SigningCertificateExpiring("https://idp.example/saml", fingerprint, STARTED, daysLeft));
    }

    /** What sso-service publishes for a contact who forgot a password; the same id each time. */
    public PasswordLinkIssued passwordLink(String address, String link, Instant endsAt) {
        return passwordLink(businessId, address, link, endsAt);
    }

    /** The same with what was sealed for a contact of another business. */
    public PasswordLinkIssued unreadablePasswordLink() {
        return passwordLink("somebody-else", "lost@example.org", "https://example.org", OCCURRED);
    }

    private PasswordLinkIssued passwordLink(String sealedFor, String address, String link, Instant endsAt) {
        var business = new BusinessId(sealedFor);
        return new PasswordLinkIssued(
                businessId + "/request",
                businessId,
                OCCURRED,
                "contact-1",
                ByteBuffer.wrap(cipher.seal(business, "contact-1", "password-link-address", address)),
                ByteBuffer.wrap(cipher.seal(business, "contact-1", "password-link", link)),
                endsAt,
                "es",
                PasswordLinkOccasion.REGISTRATION);
    }

    /** What import-service publishes when the business's district added pickAtime; the same id each time. */
    public DistrictAdded districtAdded(boolean automatic, String... team) {
        return new DistrictAdded(
                businessId + "/found/1",
                businessId,
                OCCURRED,
                BUSINESS_NAME,
                automatic,
                sealed(BusinessId.ONBOARDING_TEAM, team));
    }

    private ImportEvent event(@Nullable String importId, Instant when, Object what) {
        return new ImportEvent(UUID.randomUUID().toString(), businessId, importId, when, what);
    }

    private List<ByteBuffer> sealed(String... addresses) {
        return sealed(new BusinessId(businessId), addresses);
    }

    private List<ByteBuffer> sealed(BusinessId business, String... addresses) {
        return Stream.of(addresses)
                .map(address -> ByteBuffer.wrap(cipher.seal(business, "administrator", "email", address)))
                .toList();
    }

    private static ImportCompleted completed(boolean unchanged, List<ReceiptLine> receipt, long refused) {
        var differences = receipt.stream()
                .filter(line -> !line.getSourceDigest().equals(line.getStoreDigest()))
                .count();
        return new ImportCompleted(unchanged, 3L, refused, summary(), receipt, (int) differences);
    }

    private static ImportSummary summary() {
        return ImportSummary.newBuilder()
                .setMode(ImportMode.FULL)
                .setStartedAt(STARTED)
                .setTotals(List.of(new TypeTotals(RecordType.PERSON, 1_200L, 20L, 3L, 4L, 5L, 1_219L, DIGEST)))
                .setStudents(1_000)
                .setTeachers(100)
                .setParents(119)
                .setPeople(1_219)
                .setClassRosters(60)
                .setRelationships(118)
                .setStudentsWithoutBirthDate(7)
                .setWarnings(List.of(
                        new ImportWarning("DEMOGRAPHICS_NOT_SHARED", 0L, "Birth dates are not shared."),
                        new ImportWarning("STUDENTS_WITHOUT_BIRTH_DATE", 7L, "These students have no birth date."),
                        new ImportWarning("PARENT_WITHOUT_EMAIL", 1L, "These parents have no e-mail address.")))
                .setSource(ImportSource.CLASSLINK)
                .setRefusedRows(9)
                .setKeptPeople(2)
                .setKeptEnrollments(3)
                .build();
    }

    private static ReceiptLine same(RecordType type, long count) {
        return new ReceiptLine(type, count, count, DIGEST, DIGEST);
    }

    private static RosterDigestValue digest(int seed) {
        return new RosterDigestValue("digest-number-%02d".formatted(seed).getBytes(StandardCharsets.US_ASCII));
    }
}
