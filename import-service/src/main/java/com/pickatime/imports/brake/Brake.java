package com.pickatime.imports.brake;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.TypeNames;
import com.pickatime.imports.staging.Plan;
import com.pickatime.imports.staging.TypePlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stops an import that would remove more than a school loses by itself: more likely, its source is broken. */
@Component
public class Brake {

    private final BrakeSettings settings;

    Brake(BrakeSettings settings) {
        this.settings = settings;
    }

    /** Why the plan must not be carried out unapproved, in words for an administrator; empty when it may. */
    public List<String> reasons(Plan plan) {
        return plan.types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> Stream.ofNullable(reason(entry.getKey(), entry.getValue())))
                .toList();
    }

    private @Nullable String reason(RecordType type, TypePlan plan) {
        if (plan.held() > 0 && plan.sourceCount() == 0) {
            return String.format(
                    Locale.ENGLISH,
                    "The roster has no %s any more, and pickAtime holds %,d.",
                    TypeNames.plural(type),
                    plan.held());
        }
        boolean many = plan.removed() > settings.count();
        boolean large = plan.removed() * 100 > plan.held() * settings.percent();
        return many && large
                ? String.format(
                        Locale.ENGLISH,
                        "%,d of %,d %s would be removed (%d %%); up to %d %% is done without asking.",
                        plan.removed(),
                        plan.held(),
                        TypeNames.plural(type),
                        plan.removed() * 100 / plan.held(),
                        settings.percent())
                : null;
    }
}
