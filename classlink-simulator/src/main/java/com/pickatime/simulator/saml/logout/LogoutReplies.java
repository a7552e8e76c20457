package com.pickatime.simulator.saml.logout;

import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.pages.SignOnPages;
import com.pickatime.simulator.saml.web.Replies;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where a browser is sent when its sign-in is ended. */
@Component
class LogoutReplies {

    private final Logouts logouts;
    private final Replies replies;
    private final SignOnPages pages;

    LogoutReplies(Logouts logouts, Replies replies, SignOnPages pages) {
        this.logouts = logouts;
        this.replies = replies;
        this.pages = pages;
    }

    /** On to the service provider, to end the session that came of a sign-in. */
    Mono<ResponseEntity<String>> passOn(SignIn signIn) {
        return redirect(logouts.request(signIn));
    }

    /** Back to the service provider that asked, with the answer. */
    Mono<ResponseEntity<String>> toServiceProvider(String requestId, @Nullable String relayState) {
        return redirect(logouts.response(requestId, relayState));
    }

    ResponseEntity<String> signedOut(String text) {
        return pages.message("Signed out", text, 200);
    }

    private Mono<ResponseEntity<String>> redirect(Optional<Mono<URI>> address) {
        return address.map(known -> known.map(replies::to))
                .orElseGet(() -> Mono.just(signedOut("You are signed out of ClassLink.")));
    }
}
