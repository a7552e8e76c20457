package com.pickatime.notifications.testing;

import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.CertificateNews;
import com.pickatime.notifications.news.CompletedNews;
import com.pickatime.notifications.news.CompletedNews.Difference;
import com.pickatime.notifications.news.CompletedNews.RosterSize;
import com.pickatime.notifications.news.CompletedNews.TypeCounts;
import com.pickatime.notifications.news.DistrictNews;
import com.pickatime.notifications.news.FailedNews;
import com.pickatime.notifications.news.HeldNews;
import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.notifications.news.PasswordLinkNews.Occasion;
import com.pickatime.notifications.news.RosterOrigin;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;

/** News of a middle-sized district. */
public final class SampleNews {

    public static final ImportId IMPORT_ID = new ImportId("6f1f8f0a-2d0c-4e55-9f0e-0a7a3f6f2b11");
    public static final Instant STARTED = Instant.parse("2026-11-24T11:05:00Z");
    public static final Instant COMPLETED = STARTED.plusSeconds(725);

    private static final RosterSize SIZE = new RosterSize(12_345, 1_020, 18_400, 3_210, 24_001, 312, 0, 0);
    private static final List<TypeCounts> COUNTS = List.of(
            new TypeCounts("Schools and offices", 14, 0, 0, 0, 0),
            new TypeCounts("Classes", 3_100, 12, 2, 96, 1),
            new TypeCounts("People", 31_765, 140, 25, 1_001, 7));

    private SampleNews() {}

    /** A booking that is confirmed, on the day after the clock changed. */
    public static AppointmentNews appointment(AppointmentNews.Reader reader, String language) {
        var start = Instant.parse("2026-11-02T20:00:00Z");
        return new AppointmentNews(
                AppointmentNews.Occasion.CONFIRMED,
                reader,
                COMPLETED,
                "a1",
                "a1",
                0,
                "c1",
                "Fall 2026",
                "America/New_York",
                "Gym",
                start,
                start.plusSeconds(900),
                AppointmentNews.Meeting.IN_PERSON,
                new ContactId("t"),
                new ContactId("p"),
                new ContactId("s"),
                "Park behind the gym.",
                language);
    }

    /** A first import with students whose birth date is missing, a warning, and no difference. */
    public static CompletedNews completed() {
        return completed(
                false,
                SIZE,
                0,
                List.of("41 parents have no e-mail address; they cannot be invited by mail."),
                List.of());
    }

    /** The same of a source that shares no birth dates at the moment, wherever that is. */
    public static CompletedNews withoutBirthDates(RosterOrigin origin) {
        return new CompletedNews(
                IMPORT_ID,
                "Full import",
                false,
                STARTED,
                COMPLETED,
                SIZE,
                COUNTS,
                0,
                List.of(),
                true,
                List.of(),
                origin,
                0,
                true);
    }

    /** An import that found the roster as it was, with every birth date there. */
    public static CompletedNews unchanged() {
        return completed(true, new RosterSize(12_345, 1_020, 18_400, 3_210, 24_001, 0, 0, 0), 0, List.of(), List.of());
    }

    /** An import after which store and source differ in two types of record. */
    public static CompletedNews differing() {
        return completed(
                false,
                SIZE,
                3,
                List.of(),
                List.of(new Difference("People", 31_765, 31_762), new Difference("Classes", 3_208, 3_208)));
    }

    /** An import of which rows were refused, read from wherever it says. */
    public static CompletedNews withRefusals(RosterOrigin origin) {
        return new CompletedNews(
                IMPORT_ID,
                "Full import",
                true,
                STARTED,
                COMPLETED,
                new RosterSize(0, 0, 0, 0, 0, 5, 6, 1),
                COUNTS,
                0,
                List.of("(8) These rows were refused or left out."),
                true,
                List.of(),
                origin,
                8,
                true);
    }

    public static HeldNews held() {
        return new HeldNews(
                IMPORT_ID,
                List.of(
                        "1,204 of 12,345 students would be removed (9.8 %; the limit is 5 %).",
                        "Lincoln Elementary would lose all its classes."),
                RosterOrigin.CLASSLINK,
                HeldNews.Cause.BRAKE);
    }

    public static HeldNews heldForExistingContacts() {
        return new HeldNews(
                IMPORT_ID,
                List.of("pickAtime has 2,000 students that were made there.", "Adopt: they stay.", "Clear first."),
                RosterOrigin.CLASSLINK,
                HeldNews.Cause.EXISTING_CONTACTS);
    }

    public static HeldNews heldForOtherSourceIds() {
        return new HeldNews(
                IMPORT_ID,
                List.of(
                        "11,900 students seem to have a new source ID.",
                        "Apply the proposed map.",
                        "Or approve the plan."),
                RosterOrigin.CLASSLINK,
                HeldNews.Cause.OTHER_SOURCE_IDS);
    }

    public static HeldNews heldAfterUndo() {
        return new HeldNews(
                IMPORT_ID,
                List.of("The import before this one was taken back."),
                RosterOrigin.CLASSLINK,
                HeldNews.Cause.UNDONE);
    }

    public static FailedNews failed() {
        return new FailedNews(
                IMPORT_ID,
                "CLASSLINK_REFUSED",
                "ClassLink refused the connection. Check that pickAtime is still enabled there.",
                RosterOrigin.CLASSLINK);
    }

    /** A certificate of an identity provider that ends in so many days, or ended. */
    public static CertificateNews certificate(int daysLeft) {
        return new CertificateNews(
                "https://launchpad.classlink.example/saml", "ab01".repeat(16), STARTED.plusSeconds(60), daysLeft);
    }

    /** The news of a link that ends at the hour after the import, sealed by nobody. */
    public static PasswordLinkNews passwordLink() {
        return passwordLink("en", Occasion.FORGOTTEN);
    }

    /** The same for another reason, or to be told in another language. */
    public static PasswordLinkNews passwordLink(String language, Occasion occasion) {
        return new PasswordLinkNews(
                new ContactId("c1"), "YWRkcmVzcw==", "bGluaw==", STARTED.plusSeconds(3_300), language, occasion);
    }

    /** A district that the onboarding team hears of. */
    public static DistrictNews district(boolean automatic) {
        return new DistrictNews(new BusinessId("classlink-22"), "Oak & Ash", automatic);
    }

    private static CompletedNews completed(
            boolean unchanged, RosterSize size, long notApplied, List<String> warnings, List<Difference> differences) {
        return new CompletedNews(
                IMPORT_ID,
                "Full import",
                unchanged,
                STARTED,
                COMPLETED,
                size,
                COUNTS,
                notApplied,
                warnings,
                true,
                differences,
                RosterOrigin.CLASSLINK,
                0,
                false);
    }
}
