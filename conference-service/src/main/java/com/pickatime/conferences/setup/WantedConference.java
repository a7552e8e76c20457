package com.pickatime.conferences.setup;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conference.Message;
import com.pickatime.conferences.conference.Conference.Notifications;
import com.pickatime.conferences.conference.Conference.Question;
import com.pickatime.conferences.conference.Conference.Rules;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conference as it shall be. What is left out is as of one that decides nothing; its name and zone must be said. */
@Schema(example = """
            {"name": "Fall 2026 Conferences", "zone": "America/New_York", "location": "Gym",
             "rules": {"opensAt": "2026-10-01T08:00:00", "closesAt": "2026-10-14T18:00:00", "most": 6, "onePerTeacher": true},
             "questions": [{"words": "What do you want to talk about?", "required": false}],
             "notifications": {"confirmation": {"sent": true, "text": "Please park behind the gym."}, "reminderHours": 24}}""")
record WantedConference(
        @Nullable String name,
        @Nullable String zone,
        @Nullable String location,
        @Nullable String details,
        @Nullable WantedRules rules,
        @Nullable List<WantedQuestion> questions,
        @Nullable WantedNotifications notifications) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST = 10_000;
    private static final int MOST_QUESTIONS = 20;
    private static final int MOST_CHOICES = 50;

    record WantedRules(
            @Nullable LocalDateTime opensAt,
            @Nullable LocalDateTime closesAt,
            @Nullable Integer most,
            @Nullable Integer mostPerTeacherAndDay,
            @Nullable Boolean onePerTeacher,
            @Nullable Boolean onePerClass,
            @Nullable Boolean backToBack,
            @Nullable LocalDateTime cancelUntil,
            @Nullable String cancelMessage) {

        private Rules rules() {
            var usual = Rules.USUAL;
            return new Rules(
                    opensAt,
                    closesAt,
                    most,
                    mostPerTeacherAndDay,
                    Objects.requireNonNullElse(onePerTeacher, usual.onePerTeacher()),
                    Objects.requireNonNullElse(onePerClass, usual.onePerClass()),
                    Objects.requireNonNullElse(backToBack, usual.backToBack()),
                    cancelUntil,
                    text(cancelMessage));
        }
    }

    /** @param reminderHours null for no reminders */
    record WantedNotifications(
            @Nullable WantedMessage confirmation,
            @Nullable WantedMessage change,
            @Nullable WantedMessage cancellation,
            @Nullable WantedMessage reminder,
            @Nullable Integer reminderHours,
            @Nullable Boolean copyToTeacher) {

        private Notifications notifications() {
            var usual = Notifications.USUAL;
            return new Notifications(
                    message(confirmation, usual.confirmation()),
                    message(change, usual.change()),
                    message(cancellation, usual.cancellation()),
                    message(reminder, usual.reminder()),
                    reminderHours,
                    Objects.requireNonNullElse(copyToTeacher, usual.copyToTeacher()));
        }

        private static Message message(@Nullable WantedMessage wanted, Message usual) {
            return wanted == null
                    ? usual
                    : new Message(Objects.requireNonNullElse(wanted.sent(), usual.sent()), text(wanted.text()));
        }
    }

    record WantedMessage(@Nullable Boolean sent, @Nullable String text) {}

    /** @param id of a question that is asked already; null for a new one */
    record WantedQuestion(
            @Nullable String id,
            @Nullable String words,
            @Nullable List<String> choices,
            @Nullable Boolean required) {

        private Question question() {
            return new Question(
                    id == null ? UUID.randomUUID().toString() : id,
                    text(words),
                    choices == null
                            ? List.of()
                            : choices.stream().map(WantedConference::text).toList(),
                    Boolean.TRUE.equals(required));
        }
    }

    /**
     * What is wanted, checked; fails with a 400 problem that names what is wrong.
     *
     * @param template whose settings stand where this says nothing; null for none
     */
    Conference.Settings settings(Conference.@Nullable Settings template) {
        var errors = new TreeMap<String, String>();
        var wanted = new Conference.Settings(
                text(name),
                zone(template, errors),
                location == null && template != null ? template.location() : text(location),
                details == null && template != null ? template.details() : text(details),
                rules == null ? (template == null ? Rules.USUAL : template.rules()) : rules.rules(),
                questions == null
                        ? (template == null ? List.of() : template.questions())
                        : questions.stream().map(WantedQuestion::question).toList(),
                notifications == null
                        ? (template == null ? Notifications.USUAL : template.notifications())
                        : notifications.notifications());
        check(wanted, errors);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return wanted;
    }

    private ZoneId zone(Conference.@Nullable Settings template, Map<String, String> errors) {
        if (zone == null && template != null) {
            return template.zone();
        }
        try {
            return ZoneId.of(text(zone));
        } catch (DateTimeException unknown) {
            errors.put("zone", "must be a time zone, such as America/New_York");
            return ZoneId.of("UTC");
        }
    }

    private static void check(Conference.Settings wanted, Map<String, String> errors) {
        if (wanted.name().isEmpty() || wanted.name().length() > LONGEST_NAME) {
            errors.put("name", "must have from 1 to " + LONGEST_NAME + " characters");
        }
        limit("location", wanted.location(), errors);
        limit("details", wanted.details(), errors);
        limit("rules.cancelMessage", wanted.rules().cancelMessage(), errors);
        count("rules.most", wanted.rules().most(), errors);
        count("rules.mostPerTeacherAndDay", wanted.rules().mostPerTeacherAndDay(), errors);
        var opens = wanted.rules().opensAt();
        var closes = wanted.rules().closesAt();
        if (closes != null && (opens == null || !closes.isAfter(opens))) {
            errors.put("rules.closesAt", "must be after rules.opensAt");
        }
        check(wanted.notifications(), errors);
        if (wanted.questions().size() > MOST_QUESTIONS) {
            errors.put("questions", "must be no more than " + MOST_QUESTIONS);
        }
        var ids = new HashSet<String>();
        for (int i = 0; i < wanted.questions().size(); i++) {
            check("questions[" + i + "]", wanted.questions().get(i), ids, errors);
        }
    }

    private static void check(Notifications wanted, Map<String, String> errors) {
        limit("notifications.confirmation.text", wanted.confirmation().text(), errors);
        limit("notifications.change.text", wanted.change().text(), errors);
        limit("notifications.cancellation.text", wanted.cancellation().text(), errors);
        limit("notifications.reminder.text", wanted.reminder().text(), errors);
        var hours = wanted.reminderHours();
        if (hours != null && (hours < 1 || hours > Notifications.MOST_HOURS)) {
            errors.put(
                    "notifications.reminderHours",
                    "must be from 1 to " + Notifications.MOST_HOURS + ", or be left out for no reminders");
        }
    }

    private static void check(String field, Question question, HashSet<String> ids, Map<String, String> errors) {
        if (question.words().isEmpty() || question.words().length() > LONGEST_NAME) {
            errors.put(field + ".words", "must have from 1 to " + LONGEST_NAME + " characters");
        }
        if (!question.id().matches("[A-Za-z0-9-]{1,64}") || !ids.add(question.id())) {
            errors.put(field + ".id", "must be an id that another question does not have, or be left out");
        }
        if (question.choices().size() > MOST_CHOICES
                || question.choices().stream().anyMatch(choice -> choice.isEmpty() || choice.length() > LONGEST_NAME)) {
            errors.put(
                    field + ".choices",
                    "must be no more than %d, each with 1 to %d characters".formatted(MOST_CHOICES, LONGEST_NAME));
        }
    }

    private static void limit(String field, String text, Map<String, String> errors) {
        if (text.length() > LONGEST_TEXT) {
            errors.put(field, "must have no more than " + LONGEST_TEXT + " characters");
        }
    }

    private static void count(String field, @Nullable Integer count, Map<String, String> errors) {
        if (count != null && (count < 1 || count > MOST)) {
            errors.put(field, "must be from 1 to " + MOST + ", or be left out");
        }
    }

    private static String text(@Nullable String entered) {
        return entered == null ? "" : entered.strip();
    }
}
