package com.pickatime.simulator.query;

import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A OneRoster filter: comparisons joined by {@code AND} and {@code OR}, where {@code AND} binds tighter.
 *
 * @param alternatives a record passes if all comparisons of one alternative hold; none at all lets everything pass
 */
public record Filter(List<List<FilterCondition>> alternatives) {

    static final Filter NONE = new Filter(List.of());
    private static final Pattern TERM =
            Pattern.compile("\\s*([\\w.]+)\\s*(!=|>=|<=|=|>|<|~)\\s*'((?:[^']|'')*)'\\s*(AND|OR|$)\\s*");

    /** Reads a filter; a quote within a value is doubled. */
    static Filter parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        var alternatives = new ArrayList<List<FilterCondition>>();
        var current = new ArrayList<FilterCondition>();
        var matcher = TERM.matcher(text);
        var position = 0;
        var joint = "AND";
        while (!joint.isEmpty()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw OneRosterException.invalid("invalid_filter_field", "the filter cannot be read");
            }
            current.add(new FilterCondition(
                    matcher.group(1),
                    FilterCondition.Operator.of(matcher.group(2)),
                    matcher.group(3).replace("''", "'")));
            joint = matcher.group(4);
            position = matcher.end();
            if (!joint.equals("AND")) {
                alternatives.add(List.copyOf(current));
                current.clear();
            }
        }
        return new Filter(List.copyOf(alternatives));
    }

    boolean passes(Row row) {
        return alternatives.isEmpty()
                || alternatives.stream().anyMatch(all -> all.stream().allMatch(comparison -> comparison.holds(row)));
    }

    /**
     * Refuses a filter that records of this collection do not allow.
     *
     * @throws OneRosterException if it is one
     */
    void check(Version version, Collection collection) {
        alternatives.forEach(all -> all.forEach(comparison -> comparison.check(version, collection)));
    }

    public boolean isNone() {
        return alternatives.isEmpty();
    }
}
