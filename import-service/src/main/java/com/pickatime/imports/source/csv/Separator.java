package com.pickatime.imports.source.csv;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What separates values in files that are not separated by commas. */
enum Separator {
    SEMICOLONS(";"),
    TABS("\t"),
    BARS("|");

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

    /** The one between the column names of a first line that was split at commas, or null. */
    static @Nullable Separator in(List<String> names) {
        var line = String.join(",", names).toLowerCase(Locale.ROOT);
        for (var separator : values()) {
            if (line.contains(separator.sign) && (line.contains("sourcedid") || line.startsWith("sep="))) {
                return separator;
            }
        }
        return null;
    }
}
