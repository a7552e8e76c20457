package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.pages.SignOnPages;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where a browser is sent next. */
@Component
public class BrowserResponses {

    private final ResponseIssuer issuer;
    private final SignIns signIns;
    private final SignOnPages pages;

    BrowserResponses(ResponseIssuer issuer, SignIns signIns, SignOnPages pages) {
        this.issuer = issuer;
        this.signIns = signIns;
        this.pages = pages;
    }

    /** To the service provider, with a response for whoever is signed in. */
    Mono<ResponseEntity<String>> signedIn(SignIn signIn, @Nullable String requestId, @Nullable String relayState) {
        return issuer.answer(signIn, requestId).map(response -> {
            signIns.carryOn(signIn);
            return pages.post(issuer.serviceProvider().acsUrl(), response, relayState);
        });
    }

    /** To the sign-in page, and then on to {@code target}, a path of ours with its query. */
    ResponseEntity<String> toSignIn(String target) {
        return redirect(URI.create("/saml/sign-in?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8)));
    }

    /** To another address. */
    public static ResponseEntity<String> redirect(URI address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).build();
    }
}
