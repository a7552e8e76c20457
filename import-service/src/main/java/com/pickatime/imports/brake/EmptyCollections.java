package com.pickatime.imports.brake;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.Warning;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.sourceindex.Held;
import java.util.List;

/** What an empty collection means: for one that is held, the brake decides; for the rest, this does. */
public final class EmptyCollections {

    private EmptyCollections() {}

    /**
     * Warnings about what a first import lacks.
     *
     * @throws RosterIncompleteException if there is nobody in the roster and nobody held: such an import would be a
     *     success that did nothing
     */
    public static List<Warning> check(SourceReport report, Held held) {
        var missing = report.emptyCollections().stream()
                .filter(type -> held.of(type).count() == 0)
                .sorted()
                .toList();
        if (missing.contains(RecordType.PERSON)) {
            throw new RosterIncompleteException(
                    "EMPTY_ROSTER",
                    "The roster has no people. In the ClassLink Management Console, check which users pickAtime's sharing"
                            + " rules let through, then import again.");
        }
        return missing.stream()
                .map(
                        type -> new Warning(
                                "EMPTY_COLLECTION",
                                0,
                                "The roster has no " + TypeNames.plural(type)
                                        + ". If it should, check pickAtime's sharing rules in the ClassLink Management Console."))
                .toList();
    }
}
