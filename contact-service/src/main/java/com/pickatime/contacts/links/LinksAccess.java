package com.pickatime.contacts.links;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Parents link themselves and see their own links; whatever else there is to say about links, administrators say. */
@Configuration(proxyBeanMethods = false)
class LinksAccess {

    @Bean
    AccessRules linkRules() {
        return AccessRules.of(
                rule(HttpMethod.POST, "links", AccessLevel.CUSTOMER),
                rule(HttpMethod.GET, "links", AccessLevel.CUSTOMER),
                rule(HttpMethod.DELETE, "links/{studentId}", AccessLevel.CUSTOMER),
                rule(HttpMethod.PUT, "contacts/{contactId}/links/{studentId}", AccessLevel.ADMINISTRATOR),
                rule(HttpMethod.DELETE, "contacts/{contactId}/links/{studentId}", AccessLevel.ADMINISTRATOR),
                rule(HttpMethod.POST, "contacts/{contactId}/security-value", AccessLevel.EVENT_ADMINISTRATOR),
                rule(HttpMethod.GET, "link-settings", AccessLevel.ADMINISTRATOR),
                rule(HttpMethod.PUT, "link-settings", AccessLevel.ADMINISTRATOR),
                rule(HttpMethod.GET, "support-codes/{code}", AccessLevel.ADMINISTRATOR));
    }

    private static Rule rule(HttpMethod method, String what, AccessLevel atLeast) {
        return Rule.ofBusiness(method, what, Who.person(atLeast));
    }
}
