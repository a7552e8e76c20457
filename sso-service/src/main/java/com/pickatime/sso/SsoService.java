package com.pickatime.sso;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service that signs people in and hands out tokens; its settings are in {@code sso-service.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SsoService {

    /** Ready to run, with the service's own configuration file; several services may live in one process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(SsoService.class).properties("spring.config.name=sso-service");
    }

    public static void main(String[] args) {
        application().run(args);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
