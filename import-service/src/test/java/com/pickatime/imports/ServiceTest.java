package com.pickatime.imports;

import com.pickatime.local.testing.TestInfrastructureConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** Runs the whole service against the test servers and against doubles of what is around it; one context for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ImportService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=import-service",
            "spring.kafka.consumer.group-id=import-service-${random.uuid}",
            "server.port=0",
            "pickatime.keysets=false",
            "imports.notification.secrets=" + Surroundings.SIGNING_SECRET,
            "imports.classlink.partner-key=partner-key",
            "imports.allow-insecure-sources=true",
            "imports.poll.interval=1h",
            "imports.runs.poll-interval=200ms",
            "imports.runs.lease=3s",
            "imports.runs.retry-delay=100ms",
            "imports.contacts.first-wait=50ms",
            "imports.contacts.longest-wait=200ms",
            "imports.contacts.patience=20s",
            "imports.progress.look=100ms",
            "imports.brake.count=2",
            "imports.onboarding.policy=AUTOMATIC",
            "imports.onboarding.administrators=onboarding@example.org"
        })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({TestInfrastructureConfiguration.class, Surroundings.class})
public @interface ServiceTest {}
