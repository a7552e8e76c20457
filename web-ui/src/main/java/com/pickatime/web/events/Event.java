package com.pickatime.web.events;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conference, as conference-service shows it; people call it an event.
 *
 * @param zone in which all its dates and times are meant
 */
public record Event(
        String conferenceId,
        String name,
        ZoneId zone,
        String location,
        String details,
        Rules rules,
        List<Question> questions,
        Notifications notifications) {

    /** One that says nothing of its mails has the usual ones. */
    public Event {
        notifications = Objects.requireNonNullElse(notifications, Notifications.USUAL);
    }

    /** Where the conferences of a business are at conference-service, and one of them. */
    public static final String ALL = "/businesses/{business}/conferences";

    public static final String ONE = ALL + "/{conference}";

    /**
     * By which parents book.
     *
     * @param opensAt null for not yet
     * @param closesAt null for as long as there are slots
     * @param most appointments of one parent; null for any number
     * @param cancelUntil null for until the appointment begins
     * @param cancelMessage what parents are told after that; blank for nothing of the school's own
     */
    public record Rules(
            @Nullable LocalDateTime opensAt,
            @Nullable LocalDateTime closesAt,
            @Nullable Integer most,
            @Nullable Integer mostPerTeacherAndDay,
            boolean onePerTeacher,
            boolean onePerClass,
            boolean backToBack,
            @Nullable LocalDateTime cancelUntil,
            String cancelMessage) {}

    /**
     * What is written to whom of appointments.
     *
     * @param reminderHours how long before its start somebody is reminded, in hours; null for never
     */
    public record Notifications(
            Message confirmation,
            Message change,
            Message cancellation,
            Message reminder,
            @Nullable Integer reminderHours,
            boolean copyToTeacher) {

        static final Notifications USUAL =
                new Notifications(Message.USUAL, Message.USUAL, Message.USUAL, Message.USUAL, 24, false);
    }

    /** @param text what the school says in a mail beside what it has to say; blank for nothing */
    public record Message(boolean sent, String text) {

        static final Message USUAL = new Message(true, "");
    }

    /** @param choices of which the answer is one; none for any text */
    public record Question(String id, String words, List<String> choices, boolean required) {}

    /** Whether parents may book at a moment; the service decides it once more. */
    public boolean isOpen(Instant now) {
        return isBegun(now)
                && (rules.closesAt == null
                        || now.isBefore(rules.closesAt.atZone(zone).toInstant()));
    }

    /** Whether parents could book at a moment or before it. */
    public boolean isBegun(Instant now) {
        return rules.opensAt != null && !now.isBefore(rules.opensAt.atZone(zone).toInstant());
    }

    /** Whether a parent may cancel or move an appointment that begins at {@code start}. */
    public boolean isCancellable(Instant start, Instant now) {
        return now.isBefore(start)
                && (rules.cancelUntil == null
                        || now.isBefore(rules.cancelUntil.atZone(zone).toInstant()));
    }
}
