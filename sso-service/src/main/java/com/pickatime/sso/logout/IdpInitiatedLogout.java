package com.pickatime.sso.logout;

import com.pickatime.sso.saml.messages.LogoutResponse;
import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.redirect.RedirectedMessage;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.store.ReplayStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Does what a logout request of an identity provider asks, once. */
@Component
class IdpInitiatedLogout {

    private static final Logger log = LoggerFactory.getLogger(IdpInitiatedLogout.class);

    /** A request is refused as too old long before. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final LogoutMessageVerifier incoming;
    private final ReplayStore replays;
    private final Sessions sessions;
    private final SignedRedirects redirects;
    private final Clock clock;

    IdpInitiatedLogout(
            LogoutMessageVerifier incoming,
            ReplayStore replays,
            Sessions sessions,
            SignedRedirects redirects,
            Clock clock) {
        this.incoming = incoming;
        this.replays = replays;
        this.sessions = sessions;
        this.redirects = redirects;
        this.clock = clock;
    }

    /**
     * Ends the sessions that the request names, and emits where the browser takes the answer; empty if the identity
     * provider has no address for answers.
     *
     * <p>It says success also where no session was left: what was asked for is so.
     */
    Mono<URI> follow(SsoSettings business, RedirectedMessage message) {
        return incoming.request(business, message)
                .flatMap(asked -> replays.use(
                                asked.by().entityId(),
                                asked.request().id(),
                                clock.instant().plus(REMEMBERED))
                        .filter(first -> first)
                        .switchIfEmpty(Mono.error(() -> new RefusedMessageException(MessageRefusal.REPLAYED)))
                        .then(Mono.defer(() -> end(business, asked)))
                        .then(Mono.defer(() -> answer(business, asked, message.relayState()))));
    }

    private Mono<Long> end(SsoSettings business, LogoutMessageVerifier.VerifiedRequest asked) {
        return sessions.endSaml(
                        business.businessId(),
                        asked.request().nameId(),
                        asked.request().sessionIndexes())
                .doOnNext(ended -> log.info(
                        "business={} sessions={} ended by the identity provider", business.businessId(), ended));
    }

    private Mono<URI> answer(
            SsoSettings business, LogoutMessageVerifier.VerifiedRequest asked, @Nullable String relayState) {
        var destination = destination(asked.by());
        return destination == null
                ? Mono.empty()
                : redirects
                        .write(
                                business.businessId(),
                                destination,
                                relayState,
                                we -> LogoutResponse.create(
                                        we, destination, asked.request().id(), clock.instant()))
                        .map(SignedRedirects.Signed::address);
    }

    private static @Nullable URI destination(IdentityProvider identityProvider) {
        var own = identityProvider.singleLogoutResponseUrl();
        return own == null ? identityProvider.singleLogoutUrl() : own;
    }
}
