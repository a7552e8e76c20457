package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.staging.result.PartPlan;
import com.pickatime.imports.plan.staging.result.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Stops an import that would remove or change more than a school does by itself: more likely, its source is broken.
 *
 * <p>Looks at every school and every role for itself: a school, or all teachers, that somebody stopped sharing are a small
 * part of a district.
 */
public final class Brake {

    /** Below this, the few who leave a small group each year would be a large part of it. */
    private static final int NEVER_MANY = 5;

    /** Of each kind; when there are more, a last line says how many. */
    private static final int MOST_REASONS = 10;

    private final BrakeLimits limits;

    public Brake(BrakeLimits limits) {
        this.limits = limits;
    }

    /** Why the plan must not be carried out unapproved, in words for an administrator; empty when it may. */
    public List<String> reasons(Plan plan) {
        var types = plan.types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new PartPlan(
                        entry.getKey(),
                        null,
                        null,
                        entry.getValue().stored(),
                        entry.getValue().removed(),
                        entry.getValue().updated(),
                        entry.getValue().sourceCount()))
                .toList();
        var roles = plan.parts().stream().filter(part -> part.school() == null).toList();
        var schools =
                plan.parts().stream().filter(part -> part.school() != null).toList();
        var lost = roles.stream().filter(this::losesTooMuch).toList();
        var changed = Stream.concat(types.stream(), roles.stream())
                .filter(this::changesTooMuch)
                .toList();
        return Stream.of(
                        reasons(types.stream().filter(this::losesTooMuch).toList(), this::loss),
                        reasons(lost, this::loss),
                        reasons(
                                onceEach(without(
                                        lost.stream()
                                                .filter(PartPlan::isEmptied)
                                                .toList(),
                                        schools.stream().filter(this::losesTooMuch))),
                                this::loss),
                        reasons(without(typesOf(changed), changed.stream()), this::change),
                        reasons(
                                onceEach(without(changed, schools.stream().filter(this::changesTooMuch))),
                                this::change))
                .flatMap(List::stream)
                .toList();
    }

    private static List<PartPlan> typesOf(List<PartPlan> parts) {
        return parts.stream().filter(Brake::isWholeType).toList();
    }

    /** Those that are no part of these: what is told of all teachers need not be told of each school's. */
    private static List<PartPlan> without(List<PartPlan> told, Stream<PartPlan> parts) {
        return parts.filter(part -> told.stream()
                        .noneMatch(whole -> whole != part
                                && whole.type() == part.type()
                                && (whole.role() == null || whole.role() == part.role())))
                .toList();
    }

    private static List<String> reasons(List<PartPlan> parts, Function<PartPlan, String> words) {
        var reasons = new ArrayList<String>();
        parts.stream().limit(MOST_REASONS).map(words).forEach(reasons::add);
        if (parts.size() > MOST_REASONS) {
            reasons.add("The same holds for " + (parts.size() - MOST_REASONS) + " more roles and schools.");
        }
        return reasons;
    }

    /** A school that loses everybody is told once and not for each role, and one that loses a role not as a whole too. */
    private static List<PartPlan> onceEach(List<PartPlan> parts) {
        var gone = new HashSet<>();
        var byRole = new HashSet<>();
        for (var part : parts) {
            if (isWholeSchool(part) && part.isEmptied()) {
                gone.add(part.school());
            } else if (part.role() != null && part.school() != null) {
                byRole.add(List.of(part.type(), part.school()));
            }
        }
        return parts.stream()
                .filter(part -> gone.contains(part.school())
                        ? isWholeSchool(part)
                        : part.role() != null
                                || !byRole.contains(List.of(part.type(), Objects.requireNonNull(part.school()))))
                .toList();
    }

    private boolean losesTooMuch(PartPlan part) {
        if (part.stored() > 0 && part.isEmptied() && (isWholeType(part) || isWholeSchool(part) || isWholeRole(part))) {
            return true;
        }
        return part.removed() > limits.count()
                ? isMoreThan(limits.percent(), part.removed(), part)
                : !isWholeType(part)
                        && part.removed() >= NEVER_MANY
                        && isMoreThan(limits.smallPercent(), part.removed(), part);
    }

    private boolean changesTooMuch(PartPlan part) {
        return part.updated() > limits.updatedCount() && isMoreThan(limits.updatedPercent(), part.updated(), part);
    }

    private static boolean isMoreThan(int percent, long some, PartPlan part) {
        return some * 100 > part.stored() * percent;
    }

    private static boolean isWholeType(PartPlan part) {
        return part.school() == null && part.role() == null;
    }

    private static boolean isWholeSchool(PartPlan part) {
        return part.type() == RecordType.PERSON && part.school() != null && part.role() == null;
    }

    private static boolean isWholeRole(PartPlan part) {
        return part.type() == RecordType.PERSON && part.school() == null && part.role() != null;
    }

    private String loss(PartPlan part) {
        var what = TypeNames.plural(part.type(), part.role());
        if (part.isEmptied() && isWholeSchool(part)) {
            return String.format(
                    Locale.ENGLISH, "%s: none of its %,d %s would be left.", part.school(), part.stored(), what);
        }
        if (part.isEmptied() && part.school() == null) {
            return String.format(
                    Locale.ENGLISH, "The roster has no %s any more, and pickAtime holds %,d.", what, part.stored());
        }
        return reason(
                part,
                part.removed(),
                "removed",
                part.removed() > limits.count() ? limits.percent() : limits.smallPercent());
    }

    private String change(PartPlan part) {
        return reason(part, part.updated(), "changed", limits.updatedPercent());
    }

    private static String reason(PartPlan part, long some, String done, int percent) {
        return String.format(
                Locale.ENGLISH,
                "%s%,d of %,d %s would be %s (%d %%); up to %d %% is done without asking.",
                part.school() == null ? "" : part.school() + ": ",
                some,
                part.stored(),
                TypeNames.plural(part.type(), part.role()),
                done,
                some * 100 / part.stored(),
                percent);
    }
}
