package com.pickatime.contacts.quarantine;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who somebody is, administrators know. */
@Configuration(proxyBeanMethods = false)
class QuarantineAccess {

    private static final String BUSINESS = "/businesses/{businessId:[^:]+}/";

    @Bean
    AccessRules quarantineRules() {
        return AccessRules.of(
                Rule.allow(HttpMethod.GET, BUSINESS + "quarantine", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.allow(
                        HttpMethod.POST,
                        BUSINESS + "contacts/{contactId}/quarantine",
                        Who.person(AccessLevel.ADMINISTRATOR)));
    }
}
