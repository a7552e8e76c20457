package com.pickatime.imports.publish.sourceindex;

import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the contact service to let contacts go on under other source IDs; until that is done, its source index is not to be had. */
@Component
public class SourceIdMover {

    private static final MediaType CSV = new MediaType("text", "csv");

    private final WebClient web;
    private final ContactServiceSettings settings;

    SourceIdMover(WebClient web, ServiceTokens tokens, ContactServiceSettings settings) {
        this.web = web.mutate().filter(tokens).build();
        this.settings = settings;
    }

    /** The contact service does something of the kind already, and takes the map when that is over. */
    public static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1;

        BusyException(Throwable cause) {
            super("the contact service moves other source IDs of the business", cause);
        }
    }

    /**
     * Sends a map, which begins to be applied.
     *
     * <p>Fails with {@link BusyException}, with {@link ContactServiceNotReadyException} when the contact service cannot be asked now,
     * and with what it says where it does not take the map.
     *
     * @param key names what is asked for, so that asking again begins nothing more
     * @param approvedBy who approved it
     * @param lines of a table, each with its end: old and new source ID
     */
    public Mono<Void> move(BusinessId businessId, String key, String approvedBy, Flux<String> lines) {
        return web.post()
                .uri(
                        settings.baseUrl() + "/businesses/{businessId}/source-id-moves?key={key}&approvedBy={by}",
                        businessId,
                        key,
                        approvedBy)
                .contentType(CSV)
                .body(BodyInserters.fromPublisher(lines, String.class))
                .retrieve()
                .toBodilessEntity()
                .timeout(settings.patience())
                .onErrorMap(SourceIdMover::failure)
                .then();
    }

    private static Throwable failure(Throwable failure) {
        if (failure instanceof WebClientResponseException answer
                && answer.getStatusCode().is4xxClientError()) {
            return isBusy(answer.getStatusCode()) ? new BusyException(failure) : failure;
        }
        return failure instanceof WebClientException || failure instanceof TimeoutException
                ? new ContactServiceNotReadyException(failure)
                : failure;
    }

    private static boolean isBusy(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.CONFLICT);
    }
}
