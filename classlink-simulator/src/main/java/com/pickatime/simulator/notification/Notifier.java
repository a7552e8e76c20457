package com.pickatime.simulator.notification;

import com.pickatime.simulator.applications.ApplicationSettings;
import com.pickatime.simulator.district.DistrictSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Tells the partner, in a signed message, that something happened to the district's application. */
@Component
public class Notifier {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WebhookSettings settings;
    private final ApplicationSettings application;
    private final DistrictSettings district;
    private final JsonMapper mapper;
    private final Clock clock;
    private final WebClient client = WebClient.create();

    Notifier(
            WebhookSettings settings,
            ApplicationSettings application,
            DistrictSettings district,
            JsonMapper mapper,
            Clock clock) {
        this.settings = settings;
        this.application = application;
        this.district = district;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Sends a notification and waits for the receiver's answer, whatever its status.
     *
     * @param type {@code application.added} and the like
     */
    public Mono<WebhookDelivery> send(String type) {
        return Mono.fromCallable(() -> "msg_" + UUID.randomUUID())
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(id -> post(id, body(type)));
    }

    private String body(String type) {
        return mapper.writeValueAsString(new Notification(
                type, Integer.toString(application.tenantId()), district.districtName(), clock.instant()));
    }

    private Mono<WebhookDelivery> post(String id, String body) {
        var signature = WebhookSignature.of(settings.notificationSecret(), id, clock.instant(), body);
        return client.post()
                .uri(settings.notificationUrl())
                .headers(signature::writeTo)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(response -> response.releaseBody()
                        .thenReturn(
                                new WebhookDelivery(id, response.statusCode().value())))
                .timeout(PATIENCE);
    }
}
