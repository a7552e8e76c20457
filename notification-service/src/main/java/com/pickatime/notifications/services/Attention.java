package com.pickatime.notifications.services;

import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.notifications.settings.ServiceSettings;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Asks conference-service how many appointments somebody has to look at after an import. */
@Component
public class Attention {

    private static final Logger log = LoggerFactory.getLogger(Attention.class);

    private final WebClient web;
    private final ServiceSettings settings;

    Attention(NotificationServiceSettings settings, ServiceTokens tokens) {
        this.settings = settings.conferences();
        this.web = WebClient.builder().filter(tokens).build();
    }

    private record Answer(boolean checked, long appointments) {}

    /** Whether there is a conference-service to ask. */
    public boolean isAsked() {
        return !settings.baseUrl().isEmpty();
    }

    /** A release that looks at no appointments refuses what it does not know; waiting for it would hold up every mail. */
    private static Answer unasked(ClientResponse response) {
        log.warn(
                "conference-service answers {}: it is an earlier release, or the client lacks the scope conferences.read;"
                        + " no mail says which appointments need attention",
                response.statusCode().value());
        return new Answer(true, 0);
    }

    /** Empty as long as nobody knows: not everything was looked at yet, or conference-service does not answer. */
    public Mono<Long> after(BusinessId business, ImportId importId) {
        return web.get()
                .uri(
                        settings.baseUrl() + "/businesses/{business}/appointments/attention?importId={import}",
                        business,
                        importId)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 200 -> response.bodyToMono(Answer.class);
                    case 403, 404 -> response.releaseBody().then(Mono.fromSupplier(() -> unasked(response)));
                    default -> response.<Answer>createError();
                })
                .timeout(settings.timeout())
                .filter(Answer::checked)
                .map(Answer::appointments)
                .onErrorResume(failure -> {
                    log.warn(
                            "conference-service does not say what import {} of {} did to appointments: {}",
                            importId,
                            business,
                            failure.toString());
                    return Mono.empty();
                });
    }
}
