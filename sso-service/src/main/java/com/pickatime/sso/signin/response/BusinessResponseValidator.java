package com.pickatime.sso.signin.response;

import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.keys.SamlKeyRing;
import com.pickatime.sso.keys.SamlKeys;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.response.AcceptedResponse;
import com.pickatime.sso.saml.response.RefusedResponseException;
import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.ResponseValidator;
import com.pickatime.sso.saml.response.ValidationParameters;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.SamlSettings;
import com.pickatime.sso.signin.request.ServiceProviders;
import com.pickatime.sso.signin.store.LoginRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Checks responses, away from the event loops: parsing, signatures and decryption take processor time.
 *
 * <p>Every Mono fails with {@link RefusedSignInException} for a response that does not hold.
 */
@Component
class BusinessResponseValidator {

    private final ResponseValidator validator;
    private final ServiceProviders serviceProviders;
    private final IdentityProviders identityProviders;
    private final SamlKeys keys;

    BusinessResponseValidator(
            Clock clock,
            SamlSettings settings,
            ServiceProviders serviceProviders,
            IdentityProviders identityProviders,
            SamlKeys keys) {
        this.validator = new ResponseValidator(clock, settings.clockSkew());
        this.serviceProviders = serviceProviders;
        this.identityProviders = identityProviders;
        this.keys = keys;
    }

    /** A response and whose keys it holds by. */
    record ValidatedResponse(IdentityProvider identityProvider, AcceptedResponse response) {}

    /** The request that the response says it answers, good for nothing but to look it up. */
    Mono<Optional<String>> claimedRequestId(PostedResponse posted) {
        return away(() -> ResponseValidator.claimedRequestId(posted.xml()));
    }

    /**
     * Checks it against the identity provider's known keys, and if it is signed by none of them once more against freshly
     * fetched ones: identity providers change keys without notice.
     */
    Mono<ValidatedResponse> validate(SsoSettings settings, PostedResponse posted, Optional<LoginRequest> request) {
        return keys.ring()
                .flatMap(ring -> identityProviders
                        .of(settings)
                        .flatMap(known -> hold(posted, expectation(settings, request, known, ring)))
                        .onErrorResume(
                                failure -> mayBeAnotherKey(settings, failure),
                                unknown -> identityProviders
                                        .refreshed(settings)
                                        .flatMap(fresh -> hold(posted, expectation(settings, request, fresh, ring)))));
    }

    private Mono<ValidatedResponse> hold(PostedResponse posted, ValidationParameters expectation) {
        return away(() -> validator.validate(posted.xml(), expectation))
                .map(response -> new ValidatedResponse(expectation.identityProvider(), response));
    }

    private ValidationParameters expectation(
            SsoSettings settings, Optional<LoginRequest> request, IdentityProvider sender, SamlKeyRing ring) {
        var we = serviceProviders.of(settings.businessId());
        return new ValidationParameters(
                sender,
                we.entityId(),
                we.assertionConsumerUrl().toString(),
                request.map(LoginRequest::id).orElse(null),
                ring.all().stream().map(SamlCredential::key).toList(),
                settings.attributes().names(),
                settings.allowSha1(),
                settings.allowAesCbc());
    }

    private static <T> Mono<T> away(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        RefusedResponseException.class,
                        refused -> new RefusedSignInException(SignInRefusal.of(refused.refusal())));
    }

    /** Where AES-CBC is allowed, an unknown key inside is told as undecryptable, and takes as long as all that is. */
    private static boolean mayBeAnotherKey(SsoSettings settings, Throwable failure) {
        return failure instanceof RefusedSignInException refused
                && (refused.reason().code().equals(ResponseRefusal.UNKNOWN_KEY.name())
                        || (settings.allowAesCbc()
                                && refused.reason().code().equals(ResponseRefusal.UNDECRYPTABLE.name())));
    }
}
