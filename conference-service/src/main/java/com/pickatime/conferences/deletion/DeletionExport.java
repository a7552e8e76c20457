package com.pickatime.conferences.deletion;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.reports.AppointmentTable;
import com.pickatime.platform.ids.BusinessId;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The appointments that a deletion would take away, as a table to keep. */
@Component
class DeletionExport {

    private final Conferences conferences;
    private final AppointmentLists appointments;
    private final AppointmentTable table;

    DeletionExport(Conferences conferences, AppointmentLists appointments, AppointmentTable table) {
        this.conferences = conferences;
        this.appointments = appointments;
        this.table = table;
    }

    Flux<String> of(BusinessId business, Collection<String> kept) {
        var keep = Set.copyOf(kept);
        return Flux.just(AppointmentTable.HEADER)
                .concatWith(conferences
                        .of(business, "")
                        .map(Conferences.Kept::conference)
                        .filter(conference -> !keep.contains(conference.id()))
                        .concatMap(conference -> table.lines(conference, appointments.of(conference.id(), ""))));
    }
}
