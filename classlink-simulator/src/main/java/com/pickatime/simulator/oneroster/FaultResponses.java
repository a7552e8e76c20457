package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.faults.Fault.DemographicsNotShared;
import com.pickatime.simulator.faults.Fault.ErrorEnvelope;
import com.pickatime.simulator.faults.Fault.FailingRequests;
import com.pickatime.simulator.faults.Fault.Redirect;
import com.pickatime.simulator.faults.Fault.SignInPage;
import com.pickatime.simulator.faults.Fault.SlowPages;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.ErrorBody;
import com.pickatime.simulator.query.OneRosterException;
import com.pickatime.simulator.tables.Collection;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Answers a request with what goes wrong instead of with records. */
@Component
class FaultResponses {

    /** As whatever stands in front of a server shows it to those who are not signed in. */
    static final String SIGN_IN_PAGE =
            "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>";

    private final Faults faults;

    FaultResponses(Faults faults) {
        this.faults = faults;
    }

    /** How long every answer is held back. */
    Duration delay() {
        return faults.find(SlowPages.class)
                .map(fault -> Duration.ofMillis(fault.milliseconds()))
                .orElse(Duration.ZERO);
    }

    /** Where a request is sent on to; empty when it has arrived. */
    Mono<ServerResponse> redirect(ServerRequest request) {
        var path = request.uri().getRawPath();
        return Mono.justOrEmpty(faults.find(Redirect.class))
                .filter(fault -> !path.endsWith("/"))
                .flatMap(fault -> ServerResponse.status(fault.status())
                        .location(UriComponentsBuilder.fromUri(request.uri())
                                .replacePath(path + "/")
                                .build(true)
                                .toUri())
                        .build());
    }

    /** The answer that takes the place of the right one; empty when nothing is wrong. */
    Mono<ServerResponse> answer(Collection collection) {
        return demographics(collection)
                .switchIfEmpty(Mono.defer(() -> signInPage(collection)))
                .switchIfEmpty(Mono.defer(() -> failure(collection)));
    }

    private Mono<ServerResponse> demographics(Collection collection) {
        return collection == Collection.DEMOGRAPHICS
                ? Mono.justOrEmpty(faults.find(DemographicsNotShared.class))
                        .flatMap(fault -> notShared(fault.appearance()))
                : Mono.empty();
    }

    private Mono<ServerResponse> signInPage(Collection collection) {
        return Mono.justOrEmpty(faults.find(SignInPage.class, collection))
                .flatMap(fault ->
                        ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(SIGN_IN_PAGE));
    }

    private Mono<ServerResponse> failure(Collection collection) {
        return Mono.justOrEmpty(faults.take(FailingRequests.class, collection))
                .flatMap(FaultResponses::failure)
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(faults.take(ErrorEnvelope.class, collection))
                        .flatMap(fault -> errorEnvelope("targetreadfailure", "the roster cannot be read right now"))));
    }

    private static Mono<ServerResponse> notShared(Appearance appearance) {
        var reason = "the district does not share demographics";
        return switch (appearance) {
            case UNAUTHORISED -> throw OneRosterException.unauthorised(reason);
            case FORBIDDEN -> throw OneRosterException.forbidden(reason);
            case NOT_FOUND -> throw OneRosterException.unknown("there are no demographics");
            case BAD_REQUEST -> throw OneRosterException.invalid("invaliddata", reason);
            case ERROR_IN_SUCCESS -> errorEnvelope("unauthorisedrequest", reason);
            case NO_CONTENT -> ServerResponse.noContent().build();
            case NO_BODY ->
                ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).build();
            case EMPTY, BLANK_BIRTH_DATES -> Mono.empty();
        };
    }

    /** In plain HTML, as the gateway in front of a roster server would answer. */
    private static Mono<ServerResponse> failure(FailingRequests fault) {
        var response = ServerResponse.status(fault.status()).contentType(MediaType.TEXT_HTML);
        if (fault.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(fault.retryAfterSeconds()));
        }
        return response.bodyValue("<html><body><h1>" + fault.status() + "</h1></body></html>");
    }

    private static Mono<ServerResponse> errorEnvelope(String minor, String reason) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(ErrorBody.of("failure", minor, reason));
    }
}
