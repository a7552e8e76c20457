package com.pickatime.web.scheduler;

import com.pickatime.platform.calendar.CalendarEntry;
import com.pickatime.web.events.Booked;
import com.pickatime.web.events.Event;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.scheduler.Offers.Slot;
import com.pickatime.web.scheduler.Offers.Teacher;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Slots and appointments in words, for templates: {@code @schedule}. Worked out here, for a page may have hundreds of slots. */
@Component
class Schedule {

    private final Formats formats;
    private final MessageSource messages;

    Schedule(Formats formats, MessageSource messages) {
        this.formats = formats;
        this.messages = messages;
    }

    /** A day of a teacher. */
    record Day(String words, List<Time> times) {}

    /**
     * A slot as a parent sees it.
     *
     * @param bookable whether it is a button; what is none says why
     * @param label all of it in words, for whoever hears the button alone
     */
    record Time(String slotId, boolean bookable, String words, String label) {}

    /**
     * An appointment as its parent sees it.
     *
     * @param until when a held one ends by itself; blank for one that is not held
     * @param changeable whether it can be cancelled and moved at this moment
     */
    record Mine(
            Booked booked, String child, String teacher, String day, String time, String until, boolean changeable) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Mine[" + booked + "]";
        }
    }

    /** What can be booked and what is said in the place of a time; what others have taken is not shown. */
    public List<Day> days(Teacher teacher, Business business, Locale locale) {
        var days = new LinkedHashMap<LocalDate, List<Time>>();
        var name = name(teacher, business);
        for (var slot : teacher.slots()) {
            if (slot.bookable() || !slot.visibility().equals("VISIBLE")) {
                days.computeIfAbsent(slot.day(), day -> new ArrayList<>()).add(time(slot, name, business, locale));
            }
        }
        return days.entrySet().stream()
                .map(day -> new Day(formats.day(day.getKey(), business, locale), day.getValue()))
                .toList();
    }

    private Time time(Slot slot, String teacher, Business business, Locale locale) {
        var time = formats.time(slot.from(), business, locale);
        var kind = slot.kind().equals("IN_PERSON") ? "" : ", " + text("scheduler.kind." + slot.kind(), locale);
        if (slot.bookable()) {
            var label = text("scheduler.book", locale, time + kind, formats.day(slot.day(), business, locale), teacher);
            return new Time(slot.slotId(), true, time + kind, label);
        }
        var why = slot.visibility().equals("CALL") || slot.message().isBlank()
                ? text("scheduler.slot." + slot.visibility(), locale)
                : slot.message();
        var more = slot.visibility().equals("CALL") && !slot.message().isBlank() ? " " + slot.message() : "";
        return new Time(slot.slotId(), false, time + ": " + why + more, "");
    }

    Mine mine(Booked booked, Event event, Offers offers, boolean changeable, Business business, Locale locale) {
        var from = LocalDateTime.ofInstant(booked.start(), event.zone());
        var to = LocalDateTime.ofInstant(booked.end(), event.zone());
        return new Mine(
                booked,
                offers.child(booked.studentId())
                        .map(child ->
                                formats.name(child.givenName(), child.familyName(), child.preferredName(), business))
                        .orElse(text("scheduler.child.gone", locale)),
                offers.teacher(booked.teacherId())
                        .map(teacher -> name(teacher, business))
                        .orElse(text("scheduler.teacher.gone", locale)),
                formats.day(from.toLocalDate(), business, locale),
                text(
                        "scheduler.from-to",
                        locale,
                        formats.time(from.toLocalTime(), business, locale),
                        formats.time(to.toLocalTime(), business, locale)),
                booked.until() == null
                        ? ""
                        : formats.time(
                                LocalDateTime.ofInstant(booked.until(), event.zone())
                                        .toLocalTime(),
                                business,
                                locale),
                changeable);
    }

    /** The same entry of the parent's calendar as that of the mails about the appointment. */
    CalendarEntry entry(Booked booked, Event event, Offers offers, Instant now, Locale locale) {
        return new CalendarEntry(
                Objects.requireNonNullElse(booked.calendarId(), booked.appointmentId()),
                Objects.requireNonNullElse(booked.sequence(), 0),
                now,
                booked.start(),
                booked.end(),
                event.zone(),
                text(
                        "appointment.calendar.summary",
                        locale,
                        offers.teacher(booked.teacherId())
                                .map(teacher ->
                                        fullName(teacher.givenName(), teacher.familyName(), teacher.preferredName()))
                                .orElse(text("scheduler.teacher.gone", locale)),
                        offers.child(booked.studentId())
                                .map(child -> fullName(child.givenName(), null, child.preferredName()))
                                .orElse(text("scheduler.child.gone", locale))),
                event.location(),
                "");
    }

    /** In the order in which it is spoken, as the mails have it. */
    private static String fullName(@Nullable String given, @Nullable String family, @Nullable String preferred) {
        return Stream.of(preferred == null || preferred.isBlank() ? given : preferred, family)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private String name(Teacher teacher, Business business) {
        return formats.name(teacher.givenName(), teacher.familyName(), teacher.preferredName(), business);
    }

    private String text(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values.length == 0 ? null : values, locale);
    }
}
