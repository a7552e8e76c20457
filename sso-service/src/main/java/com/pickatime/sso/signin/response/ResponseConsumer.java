package com.pickatime.sso.signin.response;

import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.response.BusinessResponseValidator.ValidatedResponse;
import com.pickatime.sso.signin.store.LoginRequest;
import com.pickatime.sso.signin.store.LoginRequests;
import com.pickatime.sso.signin.store.ReplayStore;
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
public class ResponseConsumer {

    private final BusinessResponseValidator validator;
    private final ContactServiceClient contacts;
    private final LoginRequests requests;
    private final ReplayStore replays;

    ResponseConsumer(
            BusinessResponseValidator validator,
            ContactServiceClient contacts,
            LoginRequests requests,
            ReplayStore replays) {
        this.validator = validator;
        this.contacts = contacts;
        this.requests = requests;
        this.replays = replays;
    }

    /**
     * The waiting request that the response says it answers, empty if it names none and the business allows that.
     *
     * <p>Fails with {@link RefusedSignInException} for any other.
     */
    public Mono<Optional<LoginRequest>> requestOf(SsoSettings settings, PostedResponse posted) {
        return validator.claimedRequestId(posted).flatMap(claimed -> {
            if (claimed.isPresent()) {
                return requests.find(settings.businessId(), claimed.get())
                        .map(Optional::of)
                        .switchIfEmpty(refuse(SignInRefusal.NO_SUCH_REQUEST));
            }
            return settings.allowIdpInitiated() ? Mono.just(Optional.empty()) : refuse(SignInRefusal.UNSOLICITED);
        });
    }

    /**
     * Checks the response, finds out who it is, and uses it up.
     *
     * <p>Fails with {@link RefusedSignInException} for a response that does not hold or was used before.
     */
    public Mono<ConsumedResponse> consume(SsoSettings settings, PostedResponse posted, Optional<LoginRequest> request) {
        return validator
                .validate(settings, posted, request)
                .flatMap(validated -> identify(settings, validated))
                .flatMap(consumed -> useUp(settings, consumed, request).thenReturn(consumed));
    }

    private Mono<ConsumedResponse> identify(SsoSettings settings, ValidatedResponse validated) {
        var mapped = MappedAttributes.of(settings.attributes(), validated.response());
        if (settings.tenantId() != null && !settings.tenantId().equals(MappedAttributes.value(mapped.tenantId()))) {
            return Mono.just(new ConsumedResponse(validated.identityProvider(), validated.response(), mapped, null));
        }
        // an address is reused and mistyped; whom the source ID does not name, it must not turn into somebody else
        var sourceId = MappedAttributes.value(mapped.sourceId());
        var email = sourceId == null ? MappedAttributes.value(mapped.email()) : null;
        return contacts.match(settings.businessId(), sourceId, email)
                .map(match -> new ConsumedResponse(validated.identityProvider(), validated.response(), mapped, match));
    }

    private Mono<Void> useUp(SsoSettings settings, ConsumedResponse consumed, Optional<LoginRequest> request) {
        var first = replays.use(
                        consumed.identityProvider().entityId(),
                        consumed.response().assertionId(),
                        consumed.response().usableUntil())
                .filter(isFirst -> isFirst)
                .switchIfEmpty(refuse(SignInRefusal.REPLAYED));
        return request.map(waiting -> requests.take(settings.businessId(), waiting.id())
                        .switchIfEmpty(refuse(SignInRefusal.REPLAYED))
                        .then(first))
                .orElse(first)
                .then();
    }

    private static <T> Mono<T> refuse(SignInRefusal reason) {
        return Mono.error(() -> new RefusedSignInException(reason));
    }
}
