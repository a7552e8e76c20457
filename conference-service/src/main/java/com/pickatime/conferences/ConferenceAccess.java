package com.pickatime.conferences;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may see and change what; whose appointment and whose slot something is, the endpoints ask themselves. */
@Configuration(proxyBeanMethods = false)
class ConferenceAccess {

    private static final String ONE = "conferences/{conferenceId}";
    private static final String SLOTS = ONE + "/slots";
    private static final String SLOT = SLOTS + "/{slotId}";
    private static final String APPOINTMENTS = ONE + "/appointments";
    private static final String APPOINTMENT = APPOINTMENTS + "/{appointmentId}";

    @Bean
    AccessRules conferenceRules() {
        return AccessRules.of(
                from(AccessLevel.CUSTOMER, HttpMethod.GET, "conferences"),
                from(AccessLevel.CUSTOMER, HttpMethod.GET, ONE),
                from(AccessLevel.CUSTOMER, HttpMethod.GET, ONE + "/offers"),
                from(AccessLevel.EVENT_ADMINISTRATOR, HttpMethod.POST, "conferences"),
                from(AccessLevel.EVENT_ADMINISTRATOR, HttpMethod.PUT, ONE),
                from(AccessLevel.APPOINTMENT_VIEWER, HttpMethod.GET, SLOTS),
                from(AccessLevel.APPOINTMENT_VIEWER, HttpMethod.GET, SLOT),
                from(AccessLevel.EVENT_ADMINISTRATOR, HttpMethod.POST, SLOTS),
                from(AccessLevel.APPOINTMENT_MAKER, HttpMethod.PUT, SLOT),
                from(AccessLevel.EVENT_ADMINISTRATOR, HttpMethod.DELETE, SLOT),
                from(AccessLevel.CUSTOMER, HttpMethod.GET, APPOINTMENTS),
                from(AccessLevel.CUSTOMER, HttpMethod.POST, APPOINTMENTS),
                from(AccessLevel.CUSTOMER, HttpMethod.GET, APPOINTMENT),
                from(AccessLevel.CUSTOMER, HttpMethod.DELETE, APPOINTMENT),
                from(AccessLevel.EVENT_ADMINISTRATOR, HttpMethod.PUT, APPOINTMENT + "/acceptance"),
                Rule.ofBusiness(
                        HttpMethod.GET,
                        "appointments/attention",
                        Who.person(AccessLevel.EVENT_ADMINISTRATOR),
                        Who.scope(Scopes.CONFERENCES_READ)),
                from(AccessLevel.CUSTOMER, HttpMethod.POST, APPOINTMENT + "/moves"),
                from(AccessLevel.CUSTOMER, HttpMethod.PUT, APPOINTMENT + "/confirmation"));
    }

    private static Rule from(AccessLevel level, HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(level));
    }
}
