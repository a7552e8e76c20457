package com.pickatime.web.setup;

import static java.util.Map.entry;

import com.pickatime.web.services.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/**
 * A form as a page shows it.
 *
 * @param entered what stands in its fields, by name
 * @param wrong why a field was refused, by name
 * @param refusal why all of it was refused; blank if it was not, or the fields say it
 * @param overtaken whether somebody else saved it while whoever sent it had it open
 * @param lost what was typed and stands in the fields no more, for what the other one saved does
 */
public record Form(
        Map<String, String> entered,
        Map<String, String> wrong,
        String refusal,
        boolean overtaken,
        Map<String, String> lost) {

    /** The field with the version that was seen. */
    public static final String TAG = "tag";

    /** Beginnings of the keys of a choice's words. */
    private static final Map<String, String> CHOICES = Map.ofEntries(
            entry("provider", "setup.provider"),
            entry("allowIdpInitiated", "setup.initiated"),
            entry("idField", "setup.id"),
            entry("dateOrder", "setup.date"),
            entry("secondProof", "setup.proof"),
            entry("contactName", "setup.contactName"),
            entry("date", "setup.dates"),
            entry("time", "setup.times"),
            entry("slots.kind", "slot.kind"),
            entry("slots.visibility", "slot.visibility"),
            entry("options.mails", "onboarding.mails"),
            entry("district.authentication", "onboarding.authentication"),
            entry("district.oneRosterVersion", "onboarding.version"));

    private static final Set<String> SWITCHES = Set.of(
            "allowSha1",
            "allowAesCbc",
            "signRequests",
            "parentsMayDetach",
            "event.onePerTeacher",
            "event.onePerClass",
            "event.backToBack",
            "options.schedule.enabled");

    /** Beginnings of the names of further ones. */
    private static final List<String> SWITCH_PREFIXES = List.of("options.role.", "options.linking.");

    /** One that nobody has sent yet. */
    public static Form of(Map<String, String> values) {
        return new Form(values, Map.of(), "", false, Map.of());
    }

    public static Form wrong(Map<String, String> entered, Map<String, String> wrong) {
        return new Form(entered, wrong, "", false, Map.of());
    }

    public static Form refused(Map<String, String> entered, Refusal refusal) {
        if (refusal.isOvertaken()) {
            return new Form(entered, Map.of(), "", true, Map.of());
        }
        var wrong = new LinkedHashMap<String, String>();
        // a text field holds a whole list, and is at fault where one of the list is
        refusal.fields().forEach((field, reason) -> wrong.putIfAbsent(field.replaceFirst("\\[\\d+]$", ""), reason));
        return new Form(entered, wrong, wrong.isEmpty() ? refusal.detail() : "", false, Map.of());
    }

    /** The same, whose fields are called as the service's with something before it. */
    public Form prefixed(String prefix) {
        return new Form(
                entered,
                wrong.entrySet().stream().collect(Collectors.toMap(one -> prefix + one.getKey(), Map.Entry::getValue)),
                refusal,
                overtaken,
                lost);
    }

    /** The one that was overtaken with what is saved now, and beside it what of the own one that is not. */
    public Form over(Map<String, String> saved) {
        var lost = new TreeMap<String, String>();
        Stream.concat(entered.keySet().stream(), saved.keySet().stream())
                .filter(field -> !field.equals(TAG) && !field.startsWith("_"))
                .filter(field -> !lines(entered, field).equals(lines(saved, field)))
                .forEach(field -> lost.put(field, lines(entered, field)));
        return new Form(saved, Map.of(), "", true, lost);
    }

    /** Browsers end lines in their own way. */
    private static String lines(Map<String, String> values, String field) {
        return values.getOrDefault(field, "").lines().collect(Collectors.joining("\n"));
    }

    /** The key of the words for a value; the value itself where it is what people typed. */
    public String words(String field, String value) {
        if (SWITCHES.contains(field) || SWITCH_PREFIXES.stream().anyMatch(field::startsWith)) {
            return value.isEmpty() ? "form.off" : "form.on";
        }
        if (value.isEmpty()) {
            return "form.blank";
        }
        var choice = CHOICES.get(field);
        return choice == null ? value : choice + "." + value;
    }

    /** What was sent, as it was typed; a check box that was left empty is not there. */
    public static Map<String, String> entered(MultiValueMap<String, String> sent) {
        var entered = new LinkedHashMap<>(sent.toSingleValueMap());
        entered.replaceAll((field, value) -> value.strip());
        return entered;
    }

    public boolean isRefused() {
        return overtaken || !wrong.isEmpty() || !refusal.isEmpty();
    }

    /** Says nothing of what was typed. */
    @Override
    public String toString() {
        return "Form" + wrong.keySet();
    }
}
