package com.pickatime.conferences.people;

import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks sso-service who has ever signed in; an answer fails with a 503 problem while that service is away. */
@Component
public class SignIns {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);

    /** As many as sso-service answers at once. */
    private static final int MOST = 500;

    private final WebClient web;
    private final Duration timeout;

    SignIns(SignInSettings settings, ServiceTokens tokens) {
        this.web = WebClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .filter(tokens)
                .build();
        this.timeout = settings.timeout();
    }

    private record Found(ContactId contactId) {}

    private record Answer(List<Found> items) {}

    /** Those of these contacts who have. */
    public Mono<Set<ContactId>> among(BusinessId business, Collection<ContactId> some) {
        return Flux.fromIterable(Set.copyOf(some))
                .buffer(MOST)
                .concatMap(part -> web.post()
                        .uri("/businesses/{business}/sign-ins/lookups", business)
                        .accept(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("ids", part))
                        .retrieve()
                        .bodyToMono(Answer.class)
                        .timeout(timeout)
                        .onErrorMap(
                                failure -> failure instanceof WebClientException || failure instanceof TimeoutException,
                                failure -> {
                                    log.warn("sso-service does not say who signed in: {}", failure.toString());
                                    return Problems.of(
                                            HttpStatus.SERVICE_UNAVAILABLE,
                                            "It cannot be found out at the moment who has signed in. Try again in a minute.");
                                }))
                .flatMapIterable(Answer::items)
                .map(Found::contactId)
                .collect(Collectors.toSet());
    }
}
