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

    @Bean
    AccessRules quarantineRules() {
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.GET, "quarantine", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(HttpMethod.GET, "quarantine/export", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(
                        HttpMethod.POST, "contacts/{contactId}/quarantine", Who.person(AccessLevel.ADMINISTRATOR)));
    }
}
