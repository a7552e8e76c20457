package com.pickatime.web.setup;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Fields of forms with their words, for templates: {@code @formFields}. */
@Component
public class FormFields {

    private final MessageSource messages;

    FormFields(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * A field as a page shows it.
     *
     * @param label blank where it has none
     * @param hint what to enter; null where that is plain
     * @param wrong why it was refused; null if it was not
     * @param value what stands in it; null for a box that is not checked
     * @param invalid for {@code aria-invalid}; null if it was not refused
     * @param description id of what describes it: what is wrong, or else the hint; null where there is neither
     */
    public record Field(
            String label,
            @Nullable String hint,
            @Nullable String wrong,
            @Nullable String value,
            @Nullable String invalid,
            @Nullable String description) {

        /** Says nothing of what was typed. */
        @Override
        public String toString() {
            return "Field[" + label + "]";
        }
    }

    /** The field of this name, called {@code setup.field.NAME}; it may have a {@code setup.hint.NAME} and a {@code setup.wrong.NAME}. */
    public Field of(Form form, String name, Locale locale) {
        var label = Objects.requireNonNullElse(text("setup.field." + name, locale), "");
        var hint = text("setup.hint." + name, locale);
        var reason = form.wrong().get(name);
        var value = form.entered().get(name);
        if (reason != null) {
            var words = Objects.requireNonNullElse(text("setup.wrong." + name, locale), (label + " " + reason).strip());
            return new Field(label, hint, words, value, "true", "wrong-" + name);
        }
        return new Field(label, hint, null, value, null, hint == null ? null : "hint-" + name);
    }

    private @Nullable String text(String key, Locale locale) {
        return messages.getMessage(key, null, null, locale);
    }
}
