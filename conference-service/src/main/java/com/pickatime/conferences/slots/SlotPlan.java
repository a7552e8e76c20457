package com.pickatime.conferences.slots;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.slots.Slot.Options;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Slots to be made: for each of some teachers on each of some days, one after the other.
 *
 * @param from when the first one begins on each day
 * @param to when the last one has ended
 * @param length of each
 * @param travelBreak between one and the next
 */
record SlotPlan(
        List<LocalDate> days,
        List<ContactId> teachers,
        LocalTime from,
        LocalTime to,
        Duration length,
        Duration travelBreak,
        Options options) {

    /** How many it has; a whole day's slots are counted where the clock goes forward too. */
    long size() {
        return (long) days.size() * teachers.size() * times().size();
    }

    /** Teacher by teacher; a time that the clock leaves out that day is no slot. */
    Stream<Slot> slots(Conference conference) {
        var times = times();
        return teachers.stream()
                .flatMap(teacher -> days.stream()
                        .flatMap(day -> times.stream()
                                .filter(time ->
                                        exists(day, time, conference.settings().zone()))
                                .map(time -> slot(conference, teacher, day, time, time.plus(length), options))));
    }

    private List<LocalTime> times() {
        var times = new ArrayList<LocalTime>();
        var step = length.plus(travelBreak);
        var left = Duration.between(from, to);
        for (var time = from; left.compareTo(length) >= 0; time = time.plus(step), left = left.minus(step)) {
            times.add(time);
        }
        return times;
    }

    private static boolean exists(LocalDate day, LocalTime time, ZoneId zone) {
        return !zone.getRules().getValidOffsets(day.atTime(time)).isEmpty();
    }

    /** Where the clock shows a time twice, the first of them. It lasts as long as its times say, also where the clock changes in it. */
    static Slot slot(
            Conference conference, ContactId teacher, LocalDate day, LocalTime from, LocalTime to, Options options) {
        var start = day.atTime(from).atZone(conference.settings().zone()).toInstant();
        return new Slot(
                Slot.id(conference.id(), teacher, day, from),
                conference.id(),
                teacher,
                day,
                from,
                to,
                start,
                start.plus(Duration.between(from, to)),
                options.kind(),
                options.visibility(),
                options.message(),
                options.most(),
                options.most(),
                "");
    }
}
