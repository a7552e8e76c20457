package com.pickatime.sso.signin.response;

import com.pickatime.sso.contacts.SignInContacts;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.store.LoginRequest;
import com.pickatime.sso.signin.store.LoginRequests;
import com.pickatime.sso.signin.store.UsedMessages;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes responses in: each is good once, for the business whose request it answers.
 *
 * <p>The contact service is asked before anything is used up. While it is away the request still waits and the response
 * is still good, so that reloading the page is enough; asking changes nothing, and only a response that holds gets that
 * far. Everything after is two atomic writes, of which one decides among copies of the same response.
 */
@Component
public class Arrivals {

    private final Responses responses;
    private final SignInContacts contacts;
    private final LoginRequests requests;
    private final UsedMessages usedMessages;

    Arrivals(Responses responses, SignInContacts contacts, LoginRequests requests, UsedMessages usedMessages) {
        this.responses = responses;
        this.contacts = contacts;
        this.requests = requests;
        this.usedMessages = usedMessages;
    }

    /**
     * The waiting request that the response says it answers, empty if it names none and the business allows that.
     *
     * <p>Fails with {@link RefusedSignInException} for any other.
     */
    public Mono<Optional<LoginRequest>> requestOf(SsoSettings settings, PostedResponse posted) {
        return responses.claimedRequestId(posted).flatMap(claimed -> {
            if (claimed.isPresent()) {
                return requests.find(settings.businessId(), claimed.get())
                        .map(Optional::of)
                        .switchIfEmpty(refuse(Reason.NO_SUCH_REQUEST));
            }
            return settings.allowIdpInitiated() ? Mono.just(Optional.empty()) : refuse(Reason.UNSOLICITED);
        });
    }

    /**
     * Checks the response, finds out who it is, and uses it up.
     *
     * <p>Fails with {@link RefusedSignInException} for a response that does not hold or was used before.
     */
    public Mono<Arrival> take(SsoSettings settings, PostedResponse posted, Optional<LoginRequest> request) {
        return responses
                .check(settings, posted, request)
                .flatMap(held -> identify(settings, held))
                .flatMap(arrival -> useUp(settings, arrival, request).thenReturn(arrival));
    }

    private Mono<Arrival> identify(SsoSettings settings, Responses.Held held) {
        var picked = Picked.of(settings.attributes(), held.response());
        if (settings.tenantId() != null && !settings.tenantId().equals(Picked.value(picked.tenantId()))) {
            return Mono.just(new Arrival(held.identityProvider(), held.response(), picked, null));
        }
        // an address is reused and mistyped; whom the source ID does not name, it must not turn into somebody else
        var sourceId = Picked.value(picked.sourceId());
        var email = sourceId == null ? Picked.value(picked.email()) : null;
        return contacts.match(settings.businessId(), sourceId, email)
                .map(match -> new Arrival(held.identityProvider(), held.response(), picked, match));
    }

    private Mono<Void> useUp(SsoSettings settings, Arrival arrival, Optional<LoginRequest> request) {
        var first = usedMessages
                .use(
                        arrival.identityProvider().entityId(),
                        arrival.response().assertionId(),
                        arrival.response().usableUntil())
                .filter(isFirst -> isFirst)
                .switchIfEmpty(refuse(Reason.REPLAYED));
        return request.map(waiting -> requests.take(settings.businessId(), waiting.id())
                        .switchIfEmpty(refuse(Reason.REPLAYED))
                        .then(first))
                .orElse(first)
                .then();
    }

    private static <T> Mono<T> refuse(Reason reason) {
        return Mono.error(() -> new RefusedSignInException(reason));
    }
}
