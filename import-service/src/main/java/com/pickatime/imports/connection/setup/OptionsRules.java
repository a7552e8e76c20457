package com.pickatime.imports.connection.setup;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.connection.MailPolicy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the options of an import must be like; says for each field what is wrong with it, and never repeats a value. */
final class OptionsRules {

    private static final String PREFIX = "options.";

    /** The largest districts of the country have some hundred schools. */
    private static final int MOST = 2_000;

    /** OneRoster allows fewer than 256 characters. */
    private static final int LONGEST_SOURCE_ID = 255;

    private static final Pattern DOMAIN =
            Pattern.compile("(?i)(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
    private static final Set<PersonRole> ROLES = EnumSet.complementOf(EnumSet.of(PersonRole.UNKNOWN));

    private static final Set<PersonRole> LINKING_ROLES =
            EnumSet.of(PersonRole.PARENT, PersonRole.GUARDIAN, PersonRole.RELATIVE);

    private OptionsRules() {}

    static void check(Map<String, String> errors, @Nullable OptionsRequest options) {
        if (options == null) {
            return;
        }
        var sourceId = "must be a sourcedId of the roster, of 1 to " + LONGEST_SOURCE_ID + " characters";
        each(errors, "schools", options.schools(), OptionsRules::isSourceId, sourceId);
        each(errors, "terms", options.terms(), OptionsRules::isSourceId, sourceId);
        roles(errors, "roles", options.roles(), ROLES);
        roles(errors, "linkingRoles", options.linkingRoles(), LINKING_ROLES);
        each(
                errors,
                "staffEmailDomains",
                options.staffEmailDomains(),
                domain -> DOMAIN.matcher(domain).matches(),
                "must be what stands behind the @ of an address, like oak.example.org");
        ScheduleRules.check(errors, options.schedule());
        if (options.mails() != null
                && Arrays.stream(MailPolicy.values())
                        .noneMatch(policy -> policy.name().equals(options.mails()))) {
            errors.put(PREFIX + "mails", "must be one of " + Arrays.toString(MailPolicy.values()));
        }
    }

    private static boolean isSourceId(String text) {
        return !text.isBlank() && text.length() <= LONGEST_SOURCE_ID;
    }

    private static void roles(
            Map<String, String> errors, String field, @Nullable List<String> wanted, Set<PersonRole> known) {
        var names = known.stream().map(PersonRole::name).collect(Collectors.toSet());
        each(errors, field, wanted, names::contains, "must be one of " + known);
    }

    private static void each(
            Map<String, String> errors,
            String field,
            @Nullable List<@Nullable String> values,
            Predicate<String> rule,
            String otherwise) {
        if (values == null) {
            return;
        }
        if (values.size() > MOST) {
            errors.put(PREFIX + field, "must be at most " + MOST);
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value == null || !rule.test(value)) {
                errors.put(PREFIX + field + "[" + i + "]", otherwise);
            }
        }
    }
}
