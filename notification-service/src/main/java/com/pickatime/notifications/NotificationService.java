package com.pickatime.notifications;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Tells administrators by e-mail what became of their roster imports. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotificationService {

    public static void main(String[] args) {
        application().run(args);
    }

    /** The service, ready to run alone or beside others in one JVM: its settings file carries its own name. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(NotificationService.class)
                .properties("spring.config.name=notification-service");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
