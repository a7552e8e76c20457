package com.pickatime.conferences.reports;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who runs events sees who comes to them; teachers see who comes to them themselves. */
@Configuration(proxyBeanMethods = false)
class ReportAccess {

    private static final String REPORTS = "conferences/{conferenceId}/reports/";

    @Bean
    AccessRules reportRules() {
        return AccessRules.of(
                from(AccessLevel.EVENT_ADMINISTRATOR, REPORTS + "appointments"),
                from(AccessLevel.EVENT_ADMINISTRATOR, REPORTS + "appointments/export"),
                from(AccessLevel.APPOINTMENT_VIEWER, REPORTS + "schedules"),
                from(AccessLevel.APPOINTMENT_VIEWER, REPORTS + "schedules/export"),
                from(AccessLevel.EVENT_ADMINISTRATOR, REPORTS + "students-without-appointment"),
                from(AccessLevel.EVENT_ADMINISTRATOR, REPORTS + "students-without-appointment/export"),
                from(AccessLevel.EVENT_ADMINISTRATOR, REPORTS + "summary"),
                from(AccessLevel.EVENT_ADMINISTRATOR, "appointments"),
                from(AccessLevel.EVENT_ADMINISTRATOR, "reports/parents-never-signed-in"),
                from(AccessLevel.EVENT_ADMINISTRATOR, "reports/parents-never-signed-in/export"));
    }

    private static Rule from(AccessLevel level, String what) {
        return Rule.ofBusiness(HttpMethod.GET, what, Who.person(level));
    }
}
