package com.pickatime.web.setup;

import com.pickatime.web.services.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/**
 * A form as a page shows it.
 *
 * @param entered what stands in its fields, by name
 * @param wrong why a field was refused, by name
 * @param refusal why all of it was refused; blank if it was not, or the fields say it
 */
public record Form(Map<String, String> entered, Map<String, String> wrong, String refusal) {

    /** One that nobody has sent yet. */
    public static Form of(Map<String, String> values) {
        return new Form(values, Map.of(), "");
    }

    public static Form wrong(Map<String, String> entered, Map<String, String> wrong) {
        return new Form(entered, wrong, "");
    }

    public static Form refused(Map<String, String> entered, Refusal refusal) {
        var wrong = new LinkedHashMap<String, String>();
        // a text field holds a whole list, and is at fault where one of the list is
        refusal.fields().forEach((field, reason) -> wrong.putIfAbsent(field.replaceFirst("\\[\\d+]$", ""), reason));
        return new Form(entered, wrong, wrong.isEmpty() ? refusal.detail() : "");
    }

    /** What was sent, as it was typed; a check box that was left empty is not there. */
    public static Map<String, String> entered(MultiValueMap<String, String> sent) {
        var entered = new LinkedHashMap<>(sent.toSingleValueMap());
        entered.replaceAll((field, value) -> value.strip());
        return entered;
    }

    public boolean isRefused() {
        return !wrong.isEmpty() || !refusal.isEmpty();
    }

    /** Says nothing of what was typed. */
    @Override
    public String toString() {
        return "Form" + wrong.keySet();
    }
}
