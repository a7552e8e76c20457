package com.pickatime.contacts;

import com.pickatime.contacts.store.Projection;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service that turns roster events into contacts; its settings are in {@code contact-service.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ContactService {

    /** Ready to run, with the service's own configuration file; several services may live in one process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ContactService.class).properties("spring.config.name=contact-service");
    }

    public static void main(String[] args) {
        application().run(args);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Projection projection() {
        return Projection.CURRENT;
    }
}
