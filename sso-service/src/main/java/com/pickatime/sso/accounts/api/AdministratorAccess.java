package com.pickatime.sso.accounts.api;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Administrators look after each other and after contacts' passwords; the onboarding team invites a business's first. */
@Configuration(proxyBeanMethods = false)
class AdministratorAccess {

    private static final String ADMINISTRATORS = "/businesses/{businessId}/administrators";

    @Bean
    AccessRules administratorRules() {
        Who[] administrators = {Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.SSO_MANAGE)};
        Who[] inviting = {Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.SSO_MANAGE), Who.team()};
        return AccessRules.of(
                Rule.allow(GET, ADMINISTRATORS, inviting),
                Rule.allow(POST, ADMINISTRATORS, inviting),
                Rule.allow(DELETE, ADMINISTRATORS + "/{id}", administrators),
                Rule.allow(POST, ADMINISTRATORS + "/{id}/invitation", inviting),
                Rule.allow(POST, "/businesses/{businessId}/password-resets", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.allow(POST, "/businesses/{businessId}/sign-ins/lookups", Who.scope(Scopes.SIGN_INS_READ)));
    }
}
