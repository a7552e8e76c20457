package com.pickatime.contacts.adoption;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who two contacts are is decided by a business's administrators. */
@Configuration(proxyBeanMethods = false)
class AdoptionAccess {

    @Bean
    AccessRules adoptionRules() {
        return AccessRules.of(
                administrators(HttpMethod.GET, "adoption"),
                administrators(HttpMethod.POST, "adoption/reports"),
                administrators(HttpMethod.GET, "adoption/matches"),
                administrators(HttpMethod.GET, "adoption/matches/export"),
                administrators(HttpMethod.PUT, "adoption/matches/{own}/{roster}"),
                administrators(HttpMethod.POST, "adoption/decisions"),
                administrators(HttpMethod.POST, "adoption/rules/{rule}/decision"),
                administrators(HttpMethod.PUT, "adoption/trusted-rules"),
                administrators(HttpMethod.GET, "adoption/preview"),
                administrators(HttpMethod.POST, "adoption/runs"),
                administrators(HttpMethod.POST, "contacts/{contactId}/un-adoption"));
    }

    private static Rule administrators(HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(AccessLevel.ADMINISTRATOR));
    }
}
