package com.pickatime.contacts;

import com.pickatime.contacts.store.Projection;
import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The service that turns roster events into contacts; its settings are in {@code contact-service.yaml}. */
@PickatimeService("contact-service")
public class ContactService {

    public static void main(String[] args) {
        ServiceApplication.of(ContactService.class).run(args);
    }

    @Bean
    @ConditionalOnMissingBean
    Projection projection() {
        return Projection.CURRENT;
    }
}
