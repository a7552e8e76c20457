package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.staging.result.Loss;
import com.pickatime.imports.plan.staging.result.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Stops an import that would remove more than a school loses by itself: more likely, its source is broken.
 *
 * <p>Looks at every school and every role for itself: a school, or all teachers, that somebody stopped sharing are a small
 * part of a district.
 */
@Component
public class Brake {

    /** Below this, the few who leave a small group each year would be a large part of it. */
    private static final int NEVER_MANY = 5;

    /** Of each kind; when there are more, a last line says how many. */
    private static final int MOST_REASONS = 10;

    private final BrakeSettings settings;

    Brake(BrakeSettings settings) {
        this.settings = settings;
    }

    /** Why the plan must not be carried out unapproved, in words for an administrator; empty when it may. */
    public List<String> reasons(Plan plan) {
        var ofTypes = plan.types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Loss(
                        entry.getKey(),
                        null,
                        null,
                        entry.getValue().stored(),
                        entry.getValue().removed(),
                        entry.getValue().sourceCount()));
        var ofRoles = plan.losses().stream().filter(loss -> loss.school() == null);
        var ofSchools = plan.losses().stream().filter(loss -> loss.school() != null);
        return Stream.of(
                        reasons(ofTypes.filter(this::isTooMuch).toList()),
                        reasons(ofRoles.filter(this::isTooMuch).toList()),
                        reasons(onceEach(ofSchools.filter(this::isTooMuch).toList())))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> reasons(List<Loss> losses) {
        var reasons = new ArrayList<String>();
        losses.stream().limit(MOST_REASONS).map(this::reason).forEach(reasons::add);
        if (losses.size() > MOST_REASONS) {
            reasons.add("The same holds for " + (losses.size() - MOST_REASONS) + " more roles and schools.");
        }
        return reasons;
    }

    /** A school that loses everybody is told once and not for each role, and one that loses a role not as a whole too. */
    private static List<Loss> onceEach(List<Loss> losses) {
        var gone = new HashSet<>();
        var byRole = new HashSet<>();
        for (var loss : losses) {
            if (isWholeSchool(loss) && loss.isAll()) {
                gone.add(loss.school());
            } else if (loss.role() != null) {
                byRole.add(List.of(loss.type(), Objects.requireNonNull(loss.school())));
            }
        }
        return losses.stream()
                .filter(loss -> gone.contains(loss.school())
                        ? isWholeSchool(loss)
                        : loss.role() != null
                                || !byRole.contains(List.of(loss.type(), Objects.requireNonNull(loss.school()))))
                .toList();
    }

    private boolean isTooMuch(Loss loss) {
        if (loss.stored() > 0 && loss.isAll() && (isWholeType(loss) || isWholeSchool(loss) || isWholeRole(loss))) {
            return true;
        }
        return loss.removed() > settings.count()
                ? isMoreThan(settings.percent(), loss)
                : !isWholeType(loss) && loss.removed() >= NEVER_MANY && isMoreThan(settings.smallPercent(), loss);
    }

    private static boolean isMoreThan(int percent, Loss loss) {
        return loss.removed() * 100 > loss.stored() * percent;
    }

    private static boolean isWholeType(Loss loss) {
        return loss.school() == null && loss.role() == null;
    }

    private static boolean isWholeSchool(Loss loss) {
        return loss.type() == RecordType.PERSON && loss.school() != null && loss.role() == null;
    }

    private static boolean isWholeRole(Loss loss) {
        return loss.type() == RecordType.PERSON && loss.school() == null && loss.role() != null;
    }

    private String reason(Loss loss) {
        var what = TypeNames.plural(loss.type(), loss.role());
        if (loss.isAll() && isWholeSchool(loss)) {
            return String.format(
                    Locale.ENGLISH, "%s: none of its %,d %s would be left.", loss.school(), loss.stored(), what);
        }
        if (loss.isAll() && loss.school() == null) {
            return String.format(
                    Locale.ENGLISH, "The roster has no %s any more, and pickAtime holds %,d.", what, loss.stored());
        }
        return String.format(
                Locale.ENGLISH,
                "%s%,d of %,d %s would be removed (%d %%); up to %d %% is done without asking.",
                loss.school() == null ? "" : loss.school() + ": ",
                loss.removed(),
                loss.stored(),
                what,
                loss.removed() * 100 / loss.stored(),
                loss.removed() > settings.count() ? settings.percent() : settings.smallPercent());
    }
}
