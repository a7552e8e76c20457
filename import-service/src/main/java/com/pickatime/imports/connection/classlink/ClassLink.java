package com.pickatime.imports.connection.classlink;

import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.http.Patience;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** ClassLink's list of the districts that grant pickAtime their roster. */
@Component
public class ClassLink {

    /** The list is short, and a notification or poll that fails now is tried again later. */
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(500), Duration.ofSeconds(5));

    private final ClassLinkSettings settings;
    private final Applications applications;

    ClassLink(WebClient web, ClassLinkSettings settings, Clock clock) {
        this.settings = settings;
        this.applications = new Applications(
                web,
                settings.baseUrl(),
                Objects.requireNonNullElse(settings.partnerKey(), ""),
                new PullSettings(
                        PullSettings.DEFAULTS.pageSize(),
                        PullSettings.DEFAULTS.smallestPage(),
                        PullSettings.DEFAULTS.mostPages(),
                        PullSettings.DEFAULTS.mostPageBytes(),
                        PATIENCE),
                clock);
    }

    /** Whether ClassLink can be asked at all. */
    public boolean isConfigured() {
        return settings.hasPartnerKey();
    }

    /** The whole list, or the failure; nothing when no partner key is configured. */
    public Mono<List<ClassLinkApplication>> applications() {
        return isConfigured() ? applications.all() : Mono.empty();
    }

    /** The tenant's grant; nothing when the list does not have it, which proves nothing about the tenant. */
    public Mono<ClassLinkApplication> application(String tenantId) {
        return applications()
                .flatMap(all -> Mono.justOrEmpty(all.stream()
                        .filter(application -> application.tenantId().equals(tenantId))
                        .findFirst()));
    }
}
