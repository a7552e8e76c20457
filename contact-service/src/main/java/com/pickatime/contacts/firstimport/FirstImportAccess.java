package com.pickatime.contacts.firstimport;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What becomes of everybody's contacts is an administrator's to decide. */
@Configuration(proxyBeanMethods = false)
class FirstImportAccess {

    private static final String PATH = "first-import";
    private static final String PROGRESS = PATH + "/progress";

    @Bean
    AccessRules firstImportRules() {
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.GET, PATH, Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(HttpMethod.PUT, PATH, Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(HttpMethod.GET, PROGRESS, Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(HttpMethod.PUT, PROGRESS, Who.person(AccessLevel.ADMINISTRATOR)));
    }
}
