package com.pickatime.imports.source;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a source delivered.
 *
 * @param source where it was read
 * @param rows per type the rows that can be used; every type has an entry, 0 where there were none
 * @param inactive per type the rows that say of what they are about that it is no more; without an entry there were none
 * @param warnings what an administrator should know about the source
 * @param demographicsShared false when the district shares no birth dates with pickAtime
 * @param onlyChanges whether it told only what changed, so that few rows, or none, are nothing strange
 * @param reading by which it can be told next time whether the source is as it was; null where it cannot
 */
public record SourceReport(
        SourceType source,
        Map<RecordType, Long> rows,
        Map<RecordType, Long> inactive,
        List<Warning> warnings,
        boolean demographicsShared,
        boolean onlyChanges,
        @Nullable Reading reading) {

    private static final Set<RecordType> NEVER_EMPTY =
            Set.of(RecordType.ORG, RecordType.PERSON, RecordType.CLASS, RecordType.ENROLLMENT);

    /** Of a source that has no inactive rows. */
    public SourceReport(
            SourceType source,
            Map<RecordType, Long> rows,
            List<Warning> warnings,
            boolean demographicsShared,
            boolean onlyChanges) {
        this(source, rows, Map.of(), warnings, demographicsShared, onlyChanges, null);
    }

    /** Of a source that told everything, and has none either. */
    public SourceReport(
            SourceType source, Map<RecordType, Long> rows, List<Warning> warnings, boolean demographicsShared) {
        this(source, rows, warnings, demographicsShared, false);
    }

    public SourceReport {
        rows = Map.copyOf(rows);
        inactive = Map.copyOf(inactive);
        warnings = List.copyOf(warnings);
    }

    /** The same of a source of which only a part is wanted. */
    public SourceReport choosing(RosterChoice wanted) {
        return new SourceReport(
                source,
                rows,
                inactive,
                warnings,
                demographicsShared,
                onlyChanges,
                reading == null ? null : reading.choosing(wanted));
    }

    /**
     * The types that no working roster lacks and this one does. Harmless for a business of which nothing is stored yet; a sign of
     * an outage at the source for one that does.
     */
    public Set<RecordType> emptyCollections() {
        if (onlyChanges) {
            return Set.of();
        }
        return NEVER_EMPTY.stream()
                .filter(type -> rows.getOrDefault(type, 0L) == 0)
                .collect(Collectors.toUnmodifiableSet());
    }
}
