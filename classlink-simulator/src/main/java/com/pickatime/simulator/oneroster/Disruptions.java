package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.faults.Fault.DemographicsNotShared;
import com.pickatime.simulator.faults.Fault.ErrorEnvelope;
import com.pickatime.simulator.faults.Fault.FailingRequests;
import com.pickatime.simulator.faults.Fault.SlowPages;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.ErrorBody;
import com.pickatime.simulator.query.OneRosterError;
import com.pickatime.simulator.tables.Collection;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers a request with what goes wrong instead of with records. */
@Component
class Disruptions {

    private final Faults faults;

    Disruptions(Faults faults) {
        this.faults = faults;
    }

    /** How long every answer is held back. */
    Duration delay() {
        return faults.find(SlowPages.class)
                .map(fault -> Duration.ofMillis(fault.milliseconds()))
                .orElse(Duration.ZERO);
    }

    /** The answer that takes the place of the right one; empty when nothing is wrong. */
    Mono<ServerResponse> answer(Collection collection) {
        if (collection == Collection.DEMOGRAPHICS) {
            faults.find(DemographicsNotShared.class).ifPresent(fault -> refuse(fault.appearance()));
        }
        return Mono.justOrEmpty(faults.take(FailingRequests.class, collection))
                .flatMap(Disruptions::failure)
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(faults.take(ErrorEnvelope.class, collection))
                        .flatMap(fault -> errorEnvelope())));
    }

    private static void refuse(Appearance appearance) {
        if (appearance == Appearance.FORBIDDEN) {
            throw OneRosterError.forbidden("the district does not share demographics");
        }
        if (appearance == Appearance.NOT_FOUND) {
            throw OneRosterError.unknown("there are no demographics");
        }
    }

    /** In plain HTML, as the gateway in front of a roster server would answer. */
    private static Mono<ServerResponse> failure(FailingRequests fault) {
        var response = ServerResponse.status(fault.status()).contentType(MediaType.TEXT_HTML);
        if (fault.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(fault.retryAfterSeconds()));
        }
        return response.bodyValue("<html><body><h1>" + fault.status() + "</h1></body></html>");
    }

    private static Mono<ServerResponse> errorEnvelope() {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(ErrorBody.of("targetreadfailure", "the roster cannot be read right now"));
    }
}
