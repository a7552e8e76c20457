package com.pickatime.web.importer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of a business's own that somebody sent, and what becomes of them.
 *
 * @param rows of each file; empty until they were checked
 * @param written what became of each file's rows so far
 * @param refused how many rows cannot be used
 * @param refusedRows the first of them; none in a list of loads
 * @param passwords rows that had one; they are not kept
 * @param problem why nothing was loaded; null for none
 */
record FileLoad(
        String loadId,
        String state,
        Instant requestedAt,
        @Nullable Instant endedAt,
        String encoding,
        boolean keepGood,
        Map<String, Long> rows,
        Map<String, Written> written,
        long refused,
        List<RefusedRow> refusedRows,
        long passwords,
        @Nullable Problem problem) {

    /** The six files in the order in which people know them. */
    static final List<String> KINDS = List.of("TEACHER", "STUDENT", "CLASS", "ENROLLMENT", "PARENT", "RELATIONSHIP");

    record Written(long created, long changed, long unchanged, long deleted, long leftAlone) {

        static final Written NOTHING = new Written(0, 0, 0, 0, 0);

        long all() {
            return created + changed + unchanged + deleted + leftAlone;
        }
    }

    record RefusedRow(String file, long line, String message) {}

    /** @param message in words for whoever uses the API */
    record Problem(String code, String message) {}

    /** What a file had, and what became of it. */
    record Line(String kind, long rows, Written written) {}

    /** Those files that there are. */
    public List<Line> lines() {
        return KINDS.stream()
                .filter(rows::containsKey)
                .map(kind -> new Line(kind, rows.getOrDefault(kind, 0L), written.getOrDefault(kind, Written.NOTHING)))
                .toList();
    }

    /** Whether nothing more will happen by itself. */
    public boolean isOver() {
        return switch (state) {
            case "LOADED", "REFUSED", "FAILED" -> true;
            default -> false;
        };
    }

    public boolean isLoaded() {
        return "LOADED".equals(state);
    }

    /** Whether nobody but a person can tell what the dates mean. */
    public boolean isDateQuestion() {
        return problem != null && "BOTH_DATE_ORDERS".equals(problem.code());
    }

    /** Rows that are through. */
    public long done() {
        return written.values().stream().mapToLong(Written::all).sum();
    }

    /** Rows that there are to write; 0 while they are checked. */
    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum() - refused;
    }

    /** Whether the roster has some of the people by now. */
    public boolean isLeftAlone() {
        return written.values().stream().anyMatch(one -> one.leftAlone() > 0);
    }
}
