package com.pickatime.web.events;

import com.pickatime.web.events.Event.Message;
import com.pickatime.web.events.Event.Question;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.setup.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of an event as fields of a form, and as conference-service takes them. */
final class EventForm {

    /** Stands before the fields' names, for their words are in the same place as those of other forms. */
    static final String PREFIX = "event.";

    private static final String QUESTIONS = PREFIX + "questions";
    private static final String QUESTION = PREFIX + "question.";
    private static final int MOST_QUESTIONS = 20;
    private static final String TEXT = "Text";

    /** The mails of an event, as fields and as conference-service names them. */
    private static final List<String> MESSAGES = List.of("confirmation", "change", "cancellation", "reminder");

    /** Empty ones to fill in; who needs more saves and has as many again. */
    private static final int NEW_QUESTIONS = 2;

    private EventForm() {}

    static Map<String, String> fields(Event event) {
        var fields = new LinkedHashMap<String, String>();
        var rules = event.rules();
        fields.put(PREFIX + "name", event.name());
        fields.put(PREFIX + "zone", event.zone().getId());
        fields.put(PREFIX + "location", event.location());
        fields.put(PREFIX + "details", event.details());
        fields.put(PREFIX + "opensAt", text(rules.opensAt()));
        fields.put(PREFIX + "closesAt", text(rules.closesAt()));
        fields.put(PREFIX + "most", text(rules.most()));
        fields.put(PREFIX + "mostPerTeacherAndDay", text(rules.mostPerTeacherAndDay()));
        check(fields, "onePerTeacher", rules.onePerTeacher());
        check(fields, "onePerClass", rules.onePerClass());
        check(fields, "backToBack", rules.backToBack());
        fields.put(PREFIX + "cancelUntil", text(rules.cancelUntil()));
        fields.put(PREFIX + "cancelMessage", rules.cancelMessage());
        var mails = event.notifications();
        message(fields, "confirmation", mails.confirmation());
        message(fields, "change", mails.change());
        message(fields, "cancellation", mails.cancellation());
        message(fields, "reminder", mails.reminder());
        fields.put(PREFIX + "reminderHours", text(mails.reminderHours()));
        check(fields, "copyToTeacher", mails.copyToTeacher());
        fields.put(QUESTIONS, summary(event.questions()));
        return fields;
    }

    /** What was typed, with the questions in one field: the rows of the page say more, and {@link #rows} has them. */
    static Map<String, String> entered(Map<String, String> sent) {
        var entered = new LinkedHashMap<String, String>();
        sent.forEach((field, value) -> {
            if (!field.startsWith(QUESTION)) {
                entered.put(field, value);
            }
        });
        entered.put(QUESTIONS, summary(questions(sent)));
        return entered;
    }

    /** The questions with empty ones after them, as many as may be asked. */
    static List<Question> rows(List<Question> questions) {
        return Stream.concat(
                        questions.stream(),
                        IntStream.range(0, NEW_QUESTIONS).mapToObj(row -> new Question("", "", List.of(), false)))
                .limit(MOST_QUESTIONS)
                .toList();
    }

    /** Those that were not left empty, in their order. */
    static List<Question> questions(Map<String, String> sent) {
        var questions = new ArrayList<Question>();
        for (int row = 0; row < MOST_QUESTIONS; row++) {
            var field = QUESTION + row;
            var words = sent.getOrDefault(field + ".words", "");
            if (!words.isEmpty()) {
                questions.add(new Question(
                        sent.getOrDefault(field + ".id", ""),
                        words,
                        sent.getOrDefault(field + ".choices", "")
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        sent.containsKey(field + ".required")));
            }
        }
        return questions;
    }

    /** Why fields cannot be sent as they are; empty if they can. */
    static Map<String, String> wrong(Map<String, String> sent) {
        return Stream.of("most", "mostPerTeacherAndDay", "reminderHours")
                .map(PREFIX::concat)
                .filter(field -> !sent.getOrDefault(field, "").matches("\\d{0,9}"))
                .collect(Collectors.toMap(field -> field, field -> "must be a number, or be left empty"));
    }

    /** What conference-service takes; only where nothing is {@link #wrong}. */
    static Map<String, Object> request(Map<String, String> sent) {
        var rules = new LinkedHashMap<String, Object>();
        for (var field : List.of("opensAt", "closesAt", "cancelUntil")) {
            rules.put(field, orNull(sent.get(PREFIX + field)));
        }
        for (var field : List.of("most", "mostPerTeacherAndDay")) {
            var count = orNull(sent.get(PREFIX + field));
            rules.put(field, count == null ? null : Integer.valueOf(count));
        }
        for (var field : List.of("onePerTeacher", "onePerClass", "backToBack")) {
            rules.put(field, sent.containsKey(PREFIX + field));
        }
        rules.put("cancelMessage", sent.getOrDefault(PREFIX + "cancelMessage", ""));
        var request = new LinkedHashMap<String, Object>();
        for (var field : List.of("name", "zone", "location", "details")) {
            request.put(field, sent.getOrDefault(PREFIX + field, ""));
        }
        request.put("rules", rules);
        request.put(
                "questions", questions(sent).stream().map(EventForm::request).toList());
        request.put("notifications", notifications(sent));
        return request;
    }

    private static Map<String, Object> notifications(Map<String, String> sent) {
        var notifications = new LinkedHashMap<String, Object>();
        for (var message : MESSAGES) {
            notifications.put(
                    message,
                    Map.of(
                            "sent",
                            sent.containsKey(PREFIX + message),
                            "text",
                            sent.getOrDefault(PREFIX + message + TEXT, "")));
        }
        var hours = orNull(sent.get(PREFIX + "reminderHours"));
        notifications.put("reminderHours", hours == null ? null : Integer.valueOf(hours));
        notifications.put("copyToTeacher", sent.containsKey(PREFIX + "copyToTeacher"));
        return notifications;
    }

    private static Map<String, Object> request(Question question) {
        var request = new LinkedHashMap<String, Object>();
        request.put("id", orNull(question.id()));
        request.put("words", question.words());
        request.put("choices", question.choices());
        request.put("required", question.required());
        return request;
    }

    /** The form again, with the service's reasons at our fields. */
    static Form refused(Map<String, String> entered, Refusal refusal) {
        var form = Form.refused(entered, refusal);
        var wrong = new LinkedHashMap<String, String>();
        form.wrong()
                .forEach((field, reason) -> wrong.putIfAbsent(
                        PREFIX
                                + field.replaceFirst("^(rules|notifications)\\.", "")
                                        .replaceFirst("\\.text$", TEXT)
                                        .replaceFirst("^questions\\b.*", "questions"),
                        reason));
        return new Form(entered, wrong, form.refusal(), form.overtaken(), form.lost());
    }

    private static String summary(List<Question> questions) {
        return questions.stream()
                .map(question -> question.words()
                        + (question.required() ? " *" : "")
                        + (question.choices().isEmpty() ? "" : " (" + String.join(", ", question.choices()) + ")"))
                .collect(Collectors.joining("\n"));
    }

    private static void message(Map<String, String> fields, String name, Message message) {
        check(fields, name, message.sent());
        fields.put(PREFIX + name + TEXT, message.text());
    }

    private static void check(Map<String, String> fields, String field, boolean on) {
        if (on) {
            fields.put(PREFIX + field, "true");
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
