package com.pickatime.sso.setup;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may set single sign-on up: the business's administrators, and pickAtime's onboarding team. */
@Configuration(proxyBeanMethods = false)
class SetupAccess {

    private static final String SETTINGS = "/businesses/{businessId}/sso-settings";

    @Bean
    AccessRules ssoSetupAccess() {
        Who[] both = {Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.SSO_MANAGE)};
        return AccessRules.of(
                Rule.allow(GET, SETTINGS, both),
                Rule.allow(PUT, SETTINGS, both),
                Rule.allow(DELETE, SETTINGS, both),
                Rule.allow(POST, SETTINGS + "/check", both));
    }
}
