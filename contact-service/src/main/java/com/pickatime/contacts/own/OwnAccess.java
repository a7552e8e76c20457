package com.pickatime.contacts.own;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who makes contacts by hand is known by name; files are loaded by the onboarding team too. */
@Configuration(proxyBeanMethods = false)
class OwnAccess {

    private static final String CONTACTS = "contacts";
    private static final String FILES = "contact-files";

    @Bean
    AccessRules ownRules() {
        var administrator = Who.person(AccessLevel.ADMINISTRATOR);
        var onboarding = Who.scope(Scopes.CONTACTS_LOAD);
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.POST, CONTACTS, administrator),
                Rule.ofBusiness(HttpMethod.PUT, CONTACTS + "/{contactId}", administrator),
                Rule.ofBusiness(HttpMethod.POST, FILES, administrator, onboarding),
                Rule.ofBusiness(HttpMethod.GET, FILES, administrator, onboarding),
                Rule.ofBusiness(HttpMethod.GET, FILES + "/{loadId}", administrator, onboarding));
    }
}
