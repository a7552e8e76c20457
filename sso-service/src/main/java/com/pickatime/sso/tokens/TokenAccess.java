package com.pickatime.sso.tokens;

import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Keys are public, and whoever asks for a token has none yet. */
@Configuration(proxyBeanMethods = false)
class TokenAccess {

    @Bean
    AccessRules tokenRules() {
        return AccessRules.of(
                Rule.open(HttpMethod.GET, "/.well-known/jwks.json"), Rule.open(HttpMethod.POST, "/oauth2/token"));
    }
}
