package com.pickatime.conferences.conference;

import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What pickAtime calls an event: teachers' slots, and who books them by which rules.
 *
 * @param id opaque, and never used for another one
 */
public record Conference(String id, BusinessId businessId, Settings settings, Instant createdAt) {

    /**
     * What a business decides.
     *
     * @param zone in which all its dates and times are meant
     */
    public record Settings(
            String name,
            ZoneId zone,
            String location,
            String details,
            Rules rules,
            List<Question> questions,
            Notifications notifications) {

        /** A conference of an earlier release decided nothing about its mails. */
        public Settings {
            notifications = Objects.requireNonNullElse(notifications, Notifications.USUAL);
        }
    }

    /**
     * What is written to whom of appointments.
     *
     * @param change of a move; neither a cancellation nor a confirmation is written of it besides
     * @param reminderHours how long before its start somebody is reminded, in hours; null for never
     * @param copyToTeacher whether the teacher gets each of these mails too
     */
    public record Notifications(
            Message confirmation,
            Message change,
            Message cancellation,
            Message reminder,
            @Nullable Integer reminderHours,
            boolean copyToTeacher) {

        /** Two weeks. */
        public static final int MOST_HOURS = 336;

        public static final Notifications USUAL =
                new Notifications(Message.USUAL, Message.USUAL, Message.USUAL, Message.USUAL, 24, false);

        /** How long before its start somebody is reminded of an appointment; zero for never. */
        public Duration hoursBefore() {
            return reminder.sent() && reminderHours != null ? Duration.ofHours(reminderHours) : Duration.ZERO;
        }
    }

    /**
     * A mail of one kind.
     *
     * @param text what the school says in it beside what it has to say; empty for nothing
     */
    public record Message(boolean sent, String text) {

        public static final Message USUAL = new Message(true, "");
    }

    /**
     * By which parents book. Administrators may always book, and are bound by the number of places alone.
     *
     * @param opensAt from when on; null for not yet
     * @param closesAt until when; null for as long as there are slots
     * @param most appointments of one parent; null for any number
     * @param mostPerTeacherAndDay appointments of one parent with one teacher on one day; null for any number
     * @param onePerTeacher whether a child meets a teacher once, whatever classes it has there and whoever of its parents books
     * @param onePerClass whether a parent has one appointment for a class, also with several children in it
     * @param backToBack whether one appointment of a parent may begin when another ends
     * @param cancelUntil until when parents may cancel and move; null for until the appointment begins
     * @param cancelMessage what they are told after that
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
            String cancelMessage) {

        public static final Rules USUAL = new Rules(null, null, null, null, true, false, true, null, "");
    }

    /**
     * Something that is asked when an appointment is booked.
     *
     * @param id the same as long as the question is asked; answers are kept by it
     * @param choices of which the answer is one; none for any text
     */
    public record Question(String id, String words, List<String> choices, boolean required) {}

    /** Whether parents may book at this moment. */
    public boolean isOpen(Instant now) {
        var rules = settings.rules();
        return rules.opensAt() != null
                && !now.isBefore(at(rules.opensAt()))
                && (rules.closesAt() == null || now.isBefore(at(rules.closesAt())));
    }

    /**
     * Whether parents may cancel or move an appointment at this moment.
     *
     * @param start of the appointment
     */
    public boolean isCancellable(Instant start, Instant now) {
        var until = settings.rules().cancelUntil();
        return now.isBefore(start) && (until == null || now.isBefore(at(until)));
    }

    private Instant at(LocalDateTime local) {
        return local.atZone(settings.zone()).toInstant();
    }
}
