package com.pickatime.sso.setup;

import com.pickatime.sso.settings.AttributeMapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What names of attributes must be like. */
final class AttributeRules {

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 256;

    private AttributeRules() {}

    /** The mapping that is asked for, with default names where none are; adds what is wrong with it to {@code errors}. */
    static AttributeMapping checked(Map<String, String> errors, SettingsRequest.@Nullable Attributes wanted) {
        var names = wanted == null ? SettingsRequest.Attributes.OMITTED : wanted;
        var defaults = AttributeMapping.DEFAULTS;
        var mapping = new AttributeMapping(
                names(errors, "sourceId", names.sourceId(), defaults.sourceId()),
                names(errors, "email", names.email(), defaults.email()),
                names(errors, "role", names.role(), defaults.role()),
                names(errors, "tenantId", names.tenantId(), defaults.tenantId()));
        if (errors.isEmpty() && mapping.sourceId().isEmpty() && mapping.email().isEmpty()) {
            errors.put(
                    "attributes.sourceId",
                    "must name an attribute, or attributes.email must: without both nobody could be recognized");
        }
        return mapping;
    }

    private static List<String> names(
            Map<String, String> errors, String kind, @Nullable List<@Nullable String> wanted, List<String> defaults) {
        if (wanted == null) {
            return defaults;
        }
        var field = "attributes." + kind;
        if (wanted.size() > MOST_NAMES) {
            errors.put(field, "must have at most " + MOST_NAMES + " names");
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!isName(wanted.get(i))) {
                errors.put(field + '[' + i + ']', "must be 1 to " + LONGEST_NAME + " characters and not blank");
            }
        }
        return wanted.stream().filter(Objects::nonNull).distinct().toList();
    }

    private static boolean isName(@Nullable String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST_NAME;
    }
}
