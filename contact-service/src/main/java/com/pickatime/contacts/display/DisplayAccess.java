package com.pickatime.contacts.display;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Every page needs to know it, also a parent's; administrators decide it. */
@Configuration(proxyBeanMethods = false)
class DisplayAccess {

    private static final String PATH = "display-options";

    @Bean
    AccessRules displayRules() {
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.GET, PATH, Who.person(AccessLevel.CUSTOMER)),
                Rule.ofBusiness(HttpMethod.PUT, PATH, Who.person(AccessLevel.ADMINISTRATOR)));
    }
}
