package com.pickatime.imports;

import com.pickatime.imports.run.RunSettings;
import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The service that turns ClassLink rosters into roster events; its settings are in {@code import-service.yaml}. */
@PickatimeService("import-service")
public class ImportService {

    public static void main(String[] args) {
        ServiceApplication.of(ImportService.class).run(args);
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
