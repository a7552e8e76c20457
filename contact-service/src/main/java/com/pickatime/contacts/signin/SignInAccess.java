package com.pickatime.contacts.signin;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Only the sign-in service asks who somebody is; only administrators say what somebody may do. */
@Configuration(proxyBeanMethods = false)
class SignInAccess {

    @Bean
    AccessRules signInRules() {
        return AccessRules.of(
                Rule.ofBusiness(HttpMethod.POST, "sign-in-matches", Who.scope(Scopes.CONTACTS_SIGN_IN)),
                Rule.ofBusiness(HttpMethod.POST, "access-level-changes", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(
                        HttpMethod.PUT, "contacts/{contactId}/access-level", Who.person(AccessLevel.ADMINISTRATOR)));
    }
}
