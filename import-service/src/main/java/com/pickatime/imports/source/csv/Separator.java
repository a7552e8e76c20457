package com.pickatime.imports.source.csv;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What separates values in files that are not separated by commas. */
enum Separator {
    SEMICOLONS(";"),
    TABS("\t"),
    BARS("|");

    private static final List<String> NAMES = List.of("sourcedid", "propertyname", "sep=");

    private final String sign;

    Separator(String sign) {
        this.sign = sign;
    }

    /** In an administrator's words. */
    String inWords() {
        return switch (this) {
            case SEMICOLONS -> "semicolons";
            case TABS -> "tabs";
            case BARS -> "vertical bars";
        };
    }

    /** The one between the column names of a first line that was split at commas, or null; a manifest names properties. */
    static @Nullable Separator in(List<String> names) {
        var line = String.join(",", names).toLowerCase(Locale.ROOT);
        for (var separator : values()) {
            if (line.contains(separator.sign) && NAMES.stream().anyMatch(line::contains)) {
                return separator;
            }
        }
        return null;
    }
}
