package com.pickatime.sso.logout;

import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.saml.messages.LogoutRequest;
import com.pickatime.sso.saml.messages.LogoutResponse;
import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.redirect.RedirectedMessage;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.request.ServiceProviders;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads what identity providers send about logouts, away from the event loops.
 *
 * <p>Every Mono fails with {@link RefusedMessageException} for a message that is not followed.
 */
@Component
class LogoutMessageVerifier {

    private final ServiceProviders serviceProviders;
    private final IdentityProviders identityProviders;
    private final Clock clock;

    LogoutMessageVerifier(ServiceProviders serviceProviders, IdentityProviders identityProviders, Clock clock) {
        this.serviceProviders = serviceProviders;
        this.identityProviders = identityProviders;
        this.clock = clock;
    }

    record VerifiedRequest(IdentityProvider by, LogoutRequest request) {}

    /** A request that its identity provider signed, perhaps with a key that is newer than what we knew. */
    Mono<VerifiedRequest> request(SsoSettings business, RedirectedMessage message) {
        return identityProviders
                .of(business)
                .flatMap(known -> request(business, message, known))
                .onErrorResume(
                        LogoutMessageVerifier::isUnknownKey,
                        unknown -> identityProviders
                                .refreshed(business)
                                .flatMap(fresh -> request(business, message, fresh)));
    }

    /** An answer, signed or not: nothing hangs on it. */
    Mono<LogoutResponse> response(SsoSettings business, RedirectedMessage message) {
        return identityProviders
                .of(business)
                .flatMap(known -> away(() -> {
                    if (message.signed()) {
                        message.verify(known.signingCertificates(), business.allowSha1());
                    }
                    return LogoutResponse.read(
                            message.xml(),
                            known.entityId(),
                            serviceProviders.of(business.businessId()),
                            clock.instant());
                }));
    }

    private Mono<VerifiedRequest> request(SsoSettings business, RedirectedMessage message, IdentityProvider sender) {
        return away(() -> {
            message.verify(sender.signingCertificates(), business.allowSha1());
            var request = LogoutRequest.read(
                    message.xml(), sender.entityId(), serviceProviders.of(business.businessId()), clock.instant());
            return new VerifiedRequest(sender, request);
        });
    }

    private static <T> Mono<T> away(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private static boolean isUnknownKey(Throwable failure) {
        return failure instanceof RefusedMessageException refused && refused.refusal() == MessageRefusal.UNKNOWN_KEY;
    }
}
