package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may end other people's sessions. */
@Configuration(proxyBeanMethods = false)
class SessionAccess {

    @Bean
    AccessRules sessionRules() {
        var administrator = Who.person(AccessLevel.ADMINISTRATOR);
        var operator = Who.scope(Scopes.SSO_MANAGE);
        return AccessRules.of(
                Rule.allow(HttpMethod.DELETE, "/businesses/{businessId}/sessions", administrator, operator),
                Rule.allow(HttpMethod.DELETE, "/businesses/{businessId}/sessions/{subject}", administrator, operator));
    }
}
