package com.pickatime.imports.source;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import java.util.List;
import java.util.Locale;

/** What an empty collection means: for one that is stored, the brake decides; for the rest, this does. */
public final class EmptyCollections {

    private EmptyCollections() {}

    /**
     * Warnings about what a first import lacks.
     *
     * @throws RosterIncompleteException if there is nobody in the roster and nobody stored: such an import would be a
     *     success that did nothing; or if there are only changes and nothing stored that could change
     */
    public static List<Warning> check(SourceReport report, StoredTotals stored, Plan plan) {
        if (report.onlyChanges() && stored.entries() == 0) {
            throw nothingToChange(report);
        }
        var missing = report.emptyCollections().stream()
                .filter(type -> stored.of(type).count() == 0)
                .sorted()
                .toList();
        if (missing.contains(RecordType.PERSON)) {
            throw nobody(report, plan);
        }
        return missing.stream().map(type -> nothingOf(type, report, plan)).toList();
    }

    private static RosterIncompleteException nothingToChange(SourceReport report) {
        return new RosterIncompleteException(
                "NOTHING_TO_CHANGE",
                SourceWords.name(report.source())
                        + " told only what changed, and pickAtime holds nothing of this roster that could. "
                        + (report.source() == SourceType.FILE
                                ? "Export all files as bulk and upload those."
                                : "Ask for a full import.")
                        + " Nothing was changed.");
    }

    private static RosterIncompleteException nobody(SourceReport report, Plan plan) {
        long refused = plan.of(RecordType.PERSON).refused();
        long inactive = report.inactive().getOrDefault(RecordType.PERSON, 0L);
        if (refused == 0 && inactive > 0) {
            return new RosterIncompleteException(
                    "EVERYBODY_INACTIVE",
                    String.format(
                            Locale.ENGLISH,
                            "Nobody could be imported: all %,d rows of people have the status inactive or tobedeleted, and"
                                    + " count as gone. Nothing was changed. Give those who are there the status active, then"
                                    + " import again.",
                            inactive));
        }
        return refused > 0
                ? new RosterIncompleteException(
                        "EVERYBODY_REFUSED",
                        String.format(
                                Locale.ENGLISH,
                                "Nobody could be imported: all %,d rows of people were refused. Nothing was changed. Of all"
                                        + " refused rows: %s",
                                refused,
                                aboutRefusals(plan)))
                : new RosterIncompleteException(
                        "EMPTY_ROSTER",
                        "The roster has no people, so nothing was changed. To bring them over, "
                                + SourceWords.checkWhatIsShared(report.source()) + ", then import again.");
    }

    private static Warning nothingOf(RecordType type, SourceReport report, Plan plan) {
        var types = TypeNames.plural(type);
        long refused = plan.of(type).refused();
        long inactive = report.inactive().getOrDefault(type, 0L);
        if (refused > 0) {
            return empty("All %,d rows of %s were refused. The refusals of this import say why.", refused, types);
        }
        return inactive > 0
                ? empty(
                        "All %,d rows of %s have the status inactive or tobedeleted, and count as gone.",
                        inactive, types)
                : empty(
                        "The roster has no %2$s. If it should, " + SourceWords.checkWhatIsShared(report.source()) + ".",
                        0,
                        types);
    }

    private static Warning empty(String words, long rows, String types) {
        return new Warning("EMPTY_COLLECTION", 0, String.format(Locale.ENGLISH, words, rows, types));
    }

    private static String aboutRefusals(Plan plan) {
        return plan.warnings().stream()
                .filter(warning -> warning.code().equals("REFUSED_ROWS"))
                .map(Warning::message)
                .findFirst()
                .orElse("the refusals of this import list them.");
    }
}
