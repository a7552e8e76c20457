package com.pickatime.notifications.events;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.ReceiptLine;
import com.pickatime.events.RecordType;
import com.pickatime.events.TypeTotals;
import com.pickatime.notifications.news.ActivatedNews;
import com.pickatime.notifications.news.CompletedNews;
import com.pickatime.notifications.news.FailedNews;
import com.pickatime.notifications.news.HeldNews;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.RosterOrigin;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which events are news for administrators, and makes mails of them. */
final class ImportMails {

    private static final String THESE = "These ";
    private static final String WITHHELD = "DEMOGRAPHICS_NOT_SHARED";

    private static final Set<String> ABOUT_BIRTH_DATES = Set.of("STUDENTS_WITHOUT_BIRTH_DATE", WITHHELD);

    private ImportMails() {}

    /**
     * The mail about {@code event}; empty if nothing.
     *
     * @throws IllegalArgumentException if an event about an import names none
     */
    static Optional<Mail> in(ImportEvent event) {
        return newsIn(event).map(news -> {
            var businessId = new BusinessId(event.getBusinessId());
            var id = MailId.of(businessId, importIdIn(event), event.getOccurredAt(), news.template());
            return new Mail(id, businessId, event.getOccurredAt(), news);
        });
    }

    private static Optional<News> newsIn(ImportEvent event) {
        var what = event.getEvent();
        if (what instanceof ImportActivated activated) {
            return Optional.of(new ActivatedNews(origin(activated.getSource())));
        }
        if (what instanceof ImportCompleted completed) {
            return Optional.of(completed(event, completed));
        }
        if (what instanceof ImportHeld held) {
            return Optional.of(
                    new HeldNews(importId(event), held.getReasons(), origin(held.getSource()), cause(held.getCause())));
        }
        if (what instanceof ImportFailed failed) {
            return Optional.of(new FailedNews(
                    importIdIn(event), failed.getCode(), failed.getMessage(), origin(failed.getSource())));
        }
        return Optional.empty();
    }

    private static CompletedNews completed(ImportEvent event, ImportCompleted completed) {
        var summary = completed.getSummary();
        return new CompletedNews(
                importId(event),
                kind(summary.getMode()),
                completed.getUnchanged(),
                summary.getStartedAt(),
                event.getOccurredAt(),
                size(summary),
                summary.getTotals().stream().map(ImportMails::counts).toList(),
                completed.getRefused(),
                summary.getWarnings().stream()
                        .filter(warning -> !isToldAlready(warning, summary))
                        .map(ImportMails::warning)
                        .toList(),
                !completed.getReceipt().isEmpty(),
                completed.getReceipt().stream()
                        .filter(ImportMails::differs)
                        .map(ImportMails::difference)
                        .toList(),
                origin(summary.getSource()),
                summary.getRefusedRows(),
                summary.getWarnings().stream()
                        .anyMatch(warning -> warning.getCode().equals(WITHHELD)));
    }

    /** The roster's size tells how many birth dates are missing, and the mail says there what to do about it. */
    private static boolean isToldAlready(ImportWarning warning, ImportSummary summary) {
        return summary.getStudentsWithoutBirthDate() > 0 && ABOUT_BIRTH_DATES.contains(warning.getCode());
    }

    /** The text may speak of "these" people or rows, and there may be one. */
    private static String warning(ImportWarning warning) {
        var message = warning.getMessage();
        if (warning.getCount() == 0) {
            return message;
        }
        var text = message.startsWith(THESE)
                ? message.substring(THESE.length(), THESE.length() + 1).toUpperCase(Locale.US)
                        + message.substring(THESE.length() + 1)
                : message;
        return String.format(Locale.US, "%s How many: %,d.", text, warning.getCount());
    }

    private static CompletedNews.RosterSize size(ImportSummary summary) {
        return new CompletedNews.RosterSize(
                summary.getStudents(),
                summary.getTeachers(),
                summary.getParents(),
                summary.getClassRosters(),
                summary.getRelationships(),
                summary.getStudentsWithoutBirthDate(),
                summary.getKeptPeople(),
                summary.getKeptEnrollments());
    }

    private static CompletedNews.TypeCounts counts(TypeTotals totals) {
        return new CompletedNews.TypeCounts(
                label(totals.getType()),
                totals.getAdded(),
                totals.getUpdated(),
                totals.getRemoved(),
                totals.getUnchanged(),
                totals.getRefused());
    }

    private static boolean differs(ReceiptLine line) {
        return line.getSourceCount() != line.getStoreCount()
                || !line.getSourceDigest().equals(line.getStoreDigest());
    }

    private static CompletedNews.Difference difference(ReceiptLine line) {
        return new CompletedNews.Difference(label(line.getType()), line.getSourceCount(), line.getStoreCount());
    }

    private static RosterOrigin origin(ImportSource source) {
        return switch (source) {
            case CLASSLINK -> RosterOrigin.CLASSLINK;
            case DIRECT -> RosterOrigin.DIRECT;
            case FILE -> RosterOrigin.FILE;
            case SNAPSHOT -> RosterOrigin.SNAPSHOT;
            case UNKNOWN -> RosterOrigin.UNTOLD;
        };
    }

    private static HeldNews.Cause cause(HoldCause cause) {
        return switch (cause) {
            case EXISTING_CONTACTS -> HeldNews.Cause.EXISTING_CONTACTS;
            case REKEY -> HeldNews.Cause.OTHER_SOURCE_IDS;
            case UNDONE -> HeldNews.Cause.UNDONE;
            // nothing else was held before events told the cause
            case BRAKE, UNKNOWN -> HeldNews.Cause.BRAKE;
        };
    }

    private static ImportId importId(ImportEvent event) {
        var importId = importIdIn(event);
        if (importId == null) {
            throw new IllegalArgumentException("an event about one import must name it: event " + event.getEventId());
        }
        return importId;
    }

    private static @Nullable ImportId importIdIn(ImportEvent event) {
        var importId = event.getImportId();
        return importId == null ? null : new ImportId(importId);
    }

    private static String kind(ImportMode mode) {
        return switch (mode) {
            case FULL -> "Full import";
            case DELTA -> "Import of changes only";
            case DRY_RUN -> "Dry run";
            case UNKNOWN -> "Import";
        };
    }

    private static String label(RecordType type) {
        return switch (type) {
            case ORG -> "Schools and offices";
            case ACADEMIC_SESSION -> "Terms";
            case COURSE -> "Courses";
            case CLASS -> "Classes";
            case ENROLLMENT -> "Enrollments";
            case PERSON -> "People";
            case DEMOGRAPHICS -> "Birth dates";
            case BARRIER, UNKNOWN -> "Other records";
        };
    }
}
