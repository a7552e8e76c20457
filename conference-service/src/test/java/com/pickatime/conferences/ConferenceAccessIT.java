package com.pickatime.conferences;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.EndpointWalk;
import com.pickatime.platform.access.AccessLevel;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ConferenceAccessIT {

    private static final String ONE = "/businesses/{businessId:[^:]+}/conferences/{conferenceId}";

    private static final String DELETIONS = "/businesses/{businessId:[^:]+}/conference-deletions";

    @Test
    void isClosedEverywhere() {
        try (var school = new School();
                var service = RunningService.start(
                        TestStore.one().uri(), TestStore.freshDatabaseName(), school, Clock.systemUTC())) {
            var walk = EndpointWalk.through(service.context())
                    .leavingOpen(
                            "GET /actuator/health", "GET /actuator/health/{*path}", "GET /openapi", "GET /openapi.yaml")
                    .allowing(
                            AccessLevel.CUSTOMER,
                            "GET /businesses/{businessId:[^:]+}/conferences",
                            "GET " + ONE,
                            "GET " + ONE + "/offers",
                            "GET " + ONE + "/appointments",
                            "POST " + ONE + "/appointments",
                            "GET " + ONE + "/appointments/{appointmentId}",
                            "DELETE " + ONE + "/appointments/{appointmentId}",
                            "POST " + ONE + "/appointments/{appointmentId}/moves",
                            "PUT " + ONE + "/appointments/{appointmentId}/confirmation")
                    .allowing(
                            AccessLevel.APPOINTMENT_VIEWER,
                            "GET " + ONE + "/slots",
                            "GET " + ONE + "/slots/{slotId}",
                            "GET " + ONE + "/reports/schedules",
                            "GET " + ONE + "/reports/schedules/export")
                    .allowing(AccessLevel.APPOINTMENT_MAKER, "PUT " + ONE + "/slots/{slotId}")
                    .allowing(
                            AccessLevel.EVENT_ADMINISTRATOR,
                            "POST /businesses/{businessId:[^:]+}/conferences",
                            "PUT " + ONE,
                            "POST " + ONE + "/slots",
                            "DELETE " + ONE + "/slots/{slotId}",
                            "PUT " + ONE + "/appointments/{appointmentId}/acceptance",
                            "GET /businesses/{businessId:[^:]+}/appointments/attention",
                            "GET " + ONE + "/reports/appointments",
                            "GET " + ONE + "/reports/appointments/export",
                            "GET " + ONE + "/reports/students-without-appointment",
                            "GET " + ONE + "/reports/students-without-appointment/export",
                            "GET " + ONE + "/reports/summary",
                            "GET /businesses/{businessId:[^:]+}/reports/parents-never-signed-in",
                            "GET /businesses/{businessId:[^:]+}/reports/parents-never-signed-in/export",
                            "GET /businesses/{businessId:[^:]+}/appointments")
                    .allowing(
                            AccessLevel.ADMINISTRATOR,
                            "GET " + DELETIONS,
                            "POST " + DELETIONS,
                            "GET " + DELETIONS + "/preview",
                            "GET " + DELETIONS + "/export",
                            "GET " + DELETIONS + "/{deletionId}",
                            "POST " + DELETIONS + "/{deletionId}/undo");

            walk.findsNothingOpen();
            walk.findsEverythingDocumented();
            assertThat(walk.endpoints()).contains("GET " + ONE + "/slots", "GET /actuator/metrics");
        }
    }
}
