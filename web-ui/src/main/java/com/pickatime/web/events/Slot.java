package com.pickatime.web.events;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A slot, as conference-service shows it.
 *
 * @param from in the zone of the event, as the end is
 * @param most how many may meet the teacher at once
 * @param free how many still may
 */
record Slot(
        String slotId,
        String teacherId,
        LocalDate day,
        LocalTime from,
        LocalTime to,
        String kind,
        String visibility,
        String message,
        int most,
        int free) {

    /** Where the slots of a conference are at conference-service, and one of them. */
    static final String ALL = Event.ONE + "/slots";

    static final String ONE = ALL + "/{slot}";

    /** How many have a place; where fewer are let in than before, more than there may be. */
    public int taken() {
        return most - free;
    }
}
