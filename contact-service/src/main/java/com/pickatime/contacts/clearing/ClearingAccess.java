package com.pickatime.contacts.clearing;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Administrators alone, each known by name. */
@Configuration(proxyBeanMethods = false)
class ClearingAccess {

    @Bean
    AccessRules clearingRules() {
        return AccessRules.of(
                rule(HttpMethod.GET, "clearings/preview"),
                rule(HttpMethod.GET, "clearings/export"),
                rule(HttpMethod.GET, "clearings"),
                rule(HttpMethod.POST, "clearings"),
                rule(HttpMethod.GET, "clearings/{clearingId}"),
                rule(HttpMethod.POST, "clearings/{clearingId}/undo"));
    }

    private static Rule rule(HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(AccessLevel.ADMINISTRATOR));
    }
}
