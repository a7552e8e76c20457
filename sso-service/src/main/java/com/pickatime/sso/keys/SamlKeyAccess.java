package com.pickatime.sso.keys;

import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Keys belong to the whole installation, so no business's administrator may replace them. */
@Configuration(proxyBeanMethods = false)
class SamlKeyAccess {

    @Bean
    AccessRules samlKeyRules() {
        var operator = Who.scope(Scopes.SSO_MANAGE);
        return AccessRules.of(
                Rule.allow(HttpMethod.GET, "/keys/saml/rotation", operator),
                Rule.allow(HttpMethod.POST, "/keys/saml/rotation", operator));
    }
}
