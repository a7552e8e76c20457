package com.pickatime.platform.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * One appointment as an iCalendar file (RFC 5545), wherever people get it: in a mail, or from a page. The same id makes it the same
 * entry of their calendar, and a higher sequence replaces what is there. To write one may block, for the library reads files of its own
 * at first.
 *
 * @param calendarId of the appointment; it stays when that is moved
 * @param stamp when this was so; of two with the same sequence the later one counts
 * @param zone in whose local time it is written, so that it keeps that time whatever becomes of the clock
 * @param location empty for none
 * @param description empty for none
 */
public record CalendarEntry(
        String calendarId,
        int sequence,
        Instant stamp,
        Instant start,
        Instant end,
        ZoneId zone,
        String summary,
        String location,
        String description) {

    /** What a file of this kind is, as HTTP and mails name it. */
    public static final String MEDIA_TYPE = "text/calendar";

    private static final String PRODUCT = "-//pickAtime//Conferences//EN";
    private static final String UID_SUFFIX = "@appointments.pickatime";

    /** Of somebody who takes the file themselves. */
    public String taken() {
        return file(List.of(), ImmutableStatus.VEVENT_CONFIRMED, List.of());
    }

    /** Of somebody to whom it is sent; the calendar asks for no answer (RFC 5546, section 3.2.2). */
    public String requested(String organizer, String attendee) {
        return file(List.of(ImmutableMethod.REQUEST), ImmutableStatus.VEVENT_CONFIRMED, people(organizer, attendee));
    }

    /** Takes it out of the calendar of somebody to whom it was sent (RFC 5546, section 3.2.5). */
    public String cancelled(String organizer, String attendee) {
        return file(List.of(ImmutableMethod.CANCEL), ImmutableStatus.VEVENT_CANCELLED, people(organizer, attendee));
    }

    /** How the calendars of all their owners name it. */
    public String uid() {
        return calendarId + UID_SUFFIX;
    }

    private static List<Property> people(String organizer, String attendee) {
        var certain = new ParameterList(List.of(PartStat.ACCEPTED, Rsvp.FALSE));
        return List.of(
                new Organizer(URI.create("mailto:" + organizer)),
                new Attendee(certain, URI.create("mailto:" + attendee)));
    }

    private String file(List<Method> method, Status status, List<Property> people) {
        var properties = new ArrayList<Property>(List.of(
                new Uid(uid()),
                new Sequence(sequence),
                new DtStamp(stamp.truncatedTo(ChronoUnit.SECONDS)),
                new DtStart<>(start.atZone(zone)),
                new DtEnd<>(end.atZone(zone)),
                new Summary(summary),
                status));
        if (!location.isEmpty()) {
            properties.add(new Location(location));
        }
        if (!description.isEmpty()) {
            properties.add(new Description(description));
        }
        properties.addAll(people);
        var head = new ArrayList<Property>(List.of(new ProdId(PRODUCT), ImmutableVersion.VERSION_2_0));
        head.addAll(method);
        var calendar = new Calendar(
                new PropertyList(head),
                new ComponentList<>(List.of(ZoneComponent.of(zone, start), new VEvent(new PropertyList(properties)))));
        try {
            var written = new StringWriter();
            // what it checks is checked in tests, and a calendar that is not perfect is better than none
            new CalendarOutputter(false).output(calendar, written);
            return written.toString();
        } catch (IOException e) {
            throw new IllegalStateException("a calendar cannot be written to memory", e);
        }
    }
}
