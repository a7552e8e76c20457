package com.pickatime.imports;

import com.pickatime.imports.run.RunSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The service that turns ClassLink rosters into roster events; its settings are in {@code import-service.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ImportService {

    /** Ready to run, with the service's own configuration file; several services may live in one process. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ImportService.class).properties("spring.config.name=import-service");
    }

    public static void main(String[] args) {
        application().run(args);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For what blocks: the staging database, files, and the producer when its buffer is full. */
    @Bean(destroyMethod = "dispose")
    Scheduler blockingScheduler(RunSettings settings) {
        return Schedulers.newBoundedElastic(2 + 2 * settings.concurrency(), 10_000, "imports-blocking");
    }

    @Bean
    @ConditionalOnMissingBean
    WebClient webClient() {
        return WebClient.create();
    }
}
