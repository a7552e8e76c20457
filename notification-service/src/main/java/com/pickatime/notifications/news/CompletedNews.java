package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An import is in the store and was checked against the source.
 *
 * @param kind the kind of import, in words
 * @param unchanged whether the roster was the same as before
 * @param notApplied records that could not be stored and lie in the dead letters
 * @param compared whether store and source could be compared; not when a newer import had changed the store meanwhile
 * @param birthDatesWithheld whether the source shares no birth dates at the moment; mails older than this do not tell
 * @param differences the record types in which store and source differ; empty when they are the same
 */
public record CompletedNews(
        ImportId importId,
        String kind,
        boolean unchanged,
        Instant startedAt,
        Instant completedAt,
        RosterSize roster,
        List<TypeCounts> counts,
        long notApplied,
        List<String> warnings,
        boolean compared,
        List<Difference> differences,
        RosterOrigin origin,
        long refusedRows,
        boolean birthDatesWithheld)
        implements News {

    public CompletedNews {
        origin = Objects.requireNonNullElse(origin, RosterOrigin.UNTOLD);
    }

    /** Whether what is held is all that the source has, and nothing else. */
    public boolean isExact() {
        return refusedRows == 0 && !birthDatesWithheld && roster.keptPeople() == 0 && roster.keptEnrollments() == 0;
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_COMPLETED;
    }

    /**
     * How large the roster is after the import.
     *
     * @param keptPeople people who stay though the source did not tell of them, and whose roles are not known, so that the
     *     other numbers do not count them; the warnings say why they stay
     * @param keptEnrollments enrollments that stay likewise; {@code classRosters} does not count them
     */
    public record RosterSize(
            long students,
            long teachers,
            long parents,
            long classRosters,
            long relationships,
            long studentsWithoutBirthDate,
            long keptPeople,
            long keptEnrollments) {}

    /** What the import did with one type of record. */
    public record TypeCounts(String type, long added, long updated, long removed, long unchanged, long refused) {}

    /** A type of record of which the store does not hold what the source has. */
    public record Difference(String type, long inClassLink, long inPickAtime) {}

    @Override
    public String page() {
        return "/importer/" + importId;
    }
}
