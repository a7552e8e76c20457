package com.pickatime.imports.source.reading;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.roster.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How many values could not be read in rows that can do without them. Holds no values. */
final class BlankedFields {

    private static final int TOLD = 5;

    private final RecordType type;
    private final Map<BlankedField, Long> counts;

    private BlankedFields(RecordType type, Map<BlankedField, Long> counts) {
        this.type = type;
        this.counts = counts;
    }

    static BlankedFields none() {
        return new BlankedFields(RecordType.UNKNOWN, new ConcurrentHashMap<>());
    }

    /** The same count, for fields of another type. */
    BlankedFields of(RecordType other) {
        return new BlankedFields(other, counts);
    }

    void count(String field, String reason) {
        counts.merge(new BlankedField(type, field, reason), 1L, Long::sum);
    }

    /** One about e-mail addresses, for those are missed, and one about the rest. */
    List<Warning> warnings() {
        var warnings = new ArrayList<Warning>();
        long addresses = sum(true);
        if (addresses > 0) {
            warnings.add(new Warning(
                    "EMAIL_NOT_AN_ADDRESS",
                    addresses,
                    "What stands in the e-mail field of these people is no address, or several, so they count as having"
                            + " none. Give each one address in your student information system."));
        }
        long others = sum(false);
        if (others > 0) {
            warnings.add(new Warning(
                    "FIELDS_LEFT_BLANK",
                    others,
                    "These values could not be read and were left blank; their rows were imported. Most often: "
                            + most() + "."));
        }
        return warnings;
    }

    private long sum(boolean addresses) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isAddress() == addresses)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private String most() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isAddress())
                .sorted(Map.Entry.<BlankedField, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(TOLD)
                .map(entry ->
                        String.format(Locale.ENGLISH, "%s (%,d)", entry.getKey().inWords(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private record BlankedField(RecordType type, String field, String reason) {

        boolean isAddress() {
            return field.equals("email");
        }

        String inWords() {
            return field + " of " + TypeNames.plural(type) + " " + reason;
        }
    }
}
