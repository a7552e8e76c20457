package com.pickatime.platform.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzName;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/**
 * The part of a calendar file that says what its local times mean, from what this JVM knows of the zone: the changes of the clock around
 * one moment. A list of all zones that a library brings would age apart from the one by which the times were made.
 */
final class ZoneComponent {

    private static final LocalDateTime EVER = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("z", Locale.US);

    private ZoneComponent() {}

    static VTimeZone of(ZoneId zone, Instant moment) {
        return new VTimeZone(
                new PropertyList(List.of(new TzId(zone.getId()))), new ComponentList<>(observances(zone, moment)));
    }

    private static List<Observance> observances(ZoneId zone, Instant moment) {
        var rules = zone.getRules();
        var observances = new ArrayList<Observance>();
        var last = rules.previousTransition(moment.plusNanos(1));
        if (last == null) {
            var offset = rules.getOffset(moment);
            observances.add(observance(zone, moment, EVER, offset, offset));
        } else {
            var before = rules.previousTransition(last.getInstant());
            if (before != null) {
                observances.add(observance(zone, before));
            }
            observances.add(observance(zone, last));
        }
        var next = rules.nextTransition(moment);
        if (next != null) {
            observances.add(observance(zone, next));
        }
        return observances;
    }

    private static Observance observance(ZoneId zone, ZoneOffsetTransition change) {
        return observance(
                zone,
                change.getInstant(),
                change.getDateTimeBefore(),
                change.getOffsetBefore(),
                change.getOffsetAfter());
    }

    private static Observance observance(
            ZoneId zone, Instant since, LocalDateTime begins, ZoneOffset from, ZoneOffset to) {
        var properties = new PropertyList(List.of(
                new DtStart<>(begins),
                new TzOffsetFrom(from),
                new TzOffsetTo(to),
                new TzName(NAME.format(since.atZone(zone)))));
        return zone.getRules().isDaylightSavings(since) ? new Daylight(properties) : new Standard(properties);
    }
}
