package com.pickatime.sso.accounts.passwords;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Passwords are hashed with bcrypt. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    @Bean
    PasswordHasher passwordHasher(PasswordSettings settings) {
        return new PasswordHasher(new BCryptPasswordEncoder(settings.strength()), settings);
    }
}
