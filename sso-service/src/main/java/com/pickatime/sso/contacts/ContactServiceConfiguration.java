package com.pickatime.sso.contacts;

import com.pickatime.platform.access.ServiceTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** The contact service's client, which carries this service's own token. */
@Configuration(proxyBeanMethods = false)
class ContactServiceConfiguration {

    @Bean
    ContactServiceClient contactServiceClient(ContactServiceSettings settings, ServiceTokens tokens) {
        var web = WebClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .filter(tokens)
                .build();
        return new ContactServiceClient(web, settings);
    }
}
