package com.pickatime.conferences.deletion;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Administrators alone, each known by name. */
@Configuration(proxyBeanMethods = false)
class DeletionAccess {

    @Bean
    AccessRules deletionRules() {
        return AccessRules.of(
                rule(HttpMethod.GET, "conference-deletions/preview"),
                rule(HttpMethod.GET, "conference-deletions/export"),
                rule(HttpMethod.GET, "conference-deletions"),
                rule(HttpMethod.POST, "conference-deletions"),
                rule(HttpMethod.GET, "conference-deletions/{deletionId}"),
                rule(HttpMethod.POST, "conference-deletions/{deletionId}/undo"));
    }

    private static Rule rule(HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(AccessLevel.ADMINISTRATOR));
    }
}
