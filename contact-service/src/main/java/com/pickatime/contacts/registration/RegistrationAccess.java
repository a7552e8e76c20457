package com.pickatime.contacts.registration;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Administrators decide who may register; the sign-in service alone makes contacts of those who showed that an address is theirs. */
@Configuration(proxyBeanMethods = false)
class RegistrationAccess {

    private static final String SETTINGS = "registration-settings";
    private static final String ANSWERS = "contacts/{contactId}/answers/{prompt}";

    @Bean
    AccessRules registrationRules() {
        var administrator = Who.person(AccessLevel.ADMINISTRATOR);
        var signIn = Who.scope(Scopes.CONTACTS_SIGN_IN);
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.GET, SETTINGS, administrator, signIn),
                Rule.ofBusiness(HttpMethod.PUT, SETTINGS, administrator),
                Rule.ofBusiness(HttpMethod.PUT, "registrations/{contactId}", signIn),
                Rule.ofBusiness(HttpMethod.PUT, ANSWERS, administrator),
                Rule.ofBusiness(HttpMethod.DELETE, ANSWERS, administrator));
    }
}
