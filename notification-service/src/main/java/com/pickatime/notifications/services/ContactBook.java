package com.pickatime.notifications.services;

import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.notifications.settings.ServiceSettings;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Asks contact-service who somebody is, at the moment in which a mail is written: names and addresses change. */
@Component
public class ContactBook {

    private final WebClient web;
    private final ServiceSettings settings;

    ContactBook(NotificationServiceSettings settings, ServiceTokens tokens) {
        this.settings = settings.contacts();
        this.web = WebClient.builder().filter(tokens).build();
    }

    /** {@link Person#GONE} if there is no such contact; fails while contact-service does not answer. */
    public Mono<Person> find(BusinessId business, ContactId contact) {
        return web.get()
                .uri(settings.baseUrl() + "/businesses/{business}/contacts/{contact}", business, contact)
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 200 -> response.bodyToMono(Person.class);
                    case 404, 410 -> response.releaseBody().thenReturn(Person.GONE);
                    default -> response.createError();
                })
                .timeout(settings.timeout());
    }
}
