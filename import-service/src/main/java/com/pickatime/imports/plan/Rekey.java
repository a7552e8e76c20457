package com.pickatime.imports.plan;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.staging.result.ChangedIds;
import com.pickatime.imports.plan.staging.result.ChangedIds.Rule;
import com.pickatime.imports.plan.staging.result.PartPlan;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stops an import of a roster that has new source IDs for most people, as after a change of the student information system. */
public final class Rekey {

    /** Below this somebody may have been entered anew by hand. */
    private static final int FEWEST = 20;

    /** Half of those who would be removed. */
    private static final int PART = 2;

    private Rekey() {}

    /** Whether a plan removes so many that it is worth the search. */
    public static boolean isThinkable(Plan plan) {
        var people = plan.of(RecordType.PERSON);
        return people.removed() >= FEWEST && people.added() >= FEWEST;
    }

    /** Why the import must wait, and the two ways on, in words for an administrator; empty when it may go on. */
    public static List<String> reasons(ChangedIds changed) {
        if (changed.pairs() < FEWEST || changed.pairs() * PART < changed.removed()) {
            return List.of();
        }
        return List.of(
                list(new TreeMap<>(changed.byRole())
                                .entrySet().stream()
                                        .map(entry -> number(entry.getValue())
                                                + ' '
                                                + (entry.getKey() == PersonRole.UNKNOWN
                                                        ? "people without a role"
                                                        : TypeNames.plural(RecordType.PERSON, entry.getKey())))
                                        .toList())
                        + " seem to have a new source ID, as after a change of the student information system. Recognised: "
                        + list(new TreeMap<>(changed.byRule())
                                .entrySet().stream().map(Rekey::byRule).toList())
                        + ". "
                        + notRecognised(changed),
                "Apply the proposed map of source IDs: these contacts stay, with their links, access levels, passwords and"
                        + " appointments, and go on under their new source IDs; then the roster is imported again.",
                "Or approve the plan as it is: these contacts are removed, and a new contact of each of them is added, which"
                        + " has nothing of that.");
    }

    private static String byRule(Map.Entry<Rule, Long> entry) {
        return number(entry.getValue())
                + switch (entry.getKey()) {
                    case NAME_AND_BIRTH_DATE -> " by name and birth date";
                    case IDENTIFIER -> " by the district's own number";
                    case EMAIL_AND_NAME -> " by e-mail address and name";
                };
    }

    private static String notRecognised(ChangedIds changed) {
        long others = changed.removed() - changed.pairs();
        return others == 0
                ? "Nobody else would be removed."
                : number(others) + " more people would be removed, of whom " + number(changed.ambiguous())
                        + " could be more than one of the new ones.";
    }

    private static String list(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /**
     * What the brake looks at in the import after a map was applied: classes, enrollments and schools have new source IDs too, and
     * nobody could say which are the same. That they are about as many as before is asked, and that people stay; all of these
     * change, for their new source ID is a part of what is compared.
     */
    public static Plan afterwards(Plan plan) {
        return new Plan(
                plan.types().entrySet().stream()
                        .filter(type -> type.getKey() == RecordType.PERSON
                                || isFarLess(
                                        type.getValue().sourceCount(),
                                        type.getValue().stored()))
                        .collect(Collectors.toMap(Map.Entry::getKey, type -> withoutUpdates(type.getValue()))),
                plan.parts().stream()
                        .filter(Rekey::countsAfterwards)
                        .map(Rekey::withoutUpdates)
                        .toList(),
                plan.facts(),
                plan.digest(),
                plan.warnings());
    }

    private static TypePlan withoutUpdates(TypePlan type) {
        return new TypePlan(
                type.added(),
                0,
                type.removed(),
                type.unchanged() + type.updated(),
                type.refused(),
                type.sourceCount(),
                type.sourceDigest());
    }

    private static PartPlan withoutUpdates(PartPlan part) {
        return new PartPlan(part.type(), part.school(), part.role(), part.stored(), part.removed(), 0, part.left());
    }

    private static boolean countsAfterwards(PartPlan part) {
        if (part.school() != null) {
            return part.type() == RecordType.PERSON && isFarLess(part.stored() - part.removed(), part.stored());
        }
        return part.type() == RecordType.PERSON || isFarLess(part.left(), part.stored());
    }

    private static boolean isFarLess(long now, long before) {
        return now * PART < before;
    }
}
