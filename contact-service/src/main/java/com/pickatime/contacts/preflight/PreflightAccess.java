package com.pickatime.contacts.preflight;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Counts and names of schools, of nobody in particular: for administrators, and for whoever onboards a business. */
@Configuration(proxyBeanMethods = false)
class PreflightAccess {

    @Bean
    AccessRules preflightRules() {
        return AccessRules.of(Rule.ofBusiness(
                HttpMethod.GET,
                "birth-date-preflight",
                Who.person(AccessLevel.ADMINISTRATOR),
                Who.scope(Scopes.CONTACTS_READ)));
    }
}
