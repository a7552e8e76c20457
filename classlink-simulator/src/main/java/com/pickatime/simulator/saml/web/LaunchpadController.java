package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.pages.SignOnPages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** LaunchPad, the page from which people open their applications: sign-on that the identity provider begins. */
@RestController
class LaunchpadController {

    private final SignIns signIns;
    private final BrowserResponses responses;
    private final SignOnPages pages;

    LaunchpadController(SignIns signIns, BrowserResponses responses, SignOnPages pages) {
        this.signIns = signIns;
        this.responses = responses;
        this.pages = pages;
    }

    @GetMapping("/launchpad")
    Mono<ResponseEntity<String>> launchpad(ServerWebExchange exchange) {
        return Mono.fromCallable(() -> signIns.current(exchange)
                        .map(SignIn::person)
                        .map(pages::launchpad)
                        .orElseGet(() -> responses.toSignIn("/launchpad")))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** The tile; {@code relayState} is a page of pickAtime's to open. */
    @GetMapping("/launchpad/pickatime")
    Mono<ResponseEntity<String>> open(
            ServerWebExchange exchange, @RequestParam(required = false) @Nullable String relayState) {
        return signIns.current(exchange)
                .map(signIn -> responses.signedIn(signIn, null, relayState))
                .orElseGet(() -> Mono.just(responses.toSignIn(tile(relayState))));
    }

    private static String tile(@Nullable String relayState) {
        return "/launchpad/pickatime"
                + (relayState == null ? "" : "?relayState=" + URLEncoder.encode(relayState, StandardCharsets.UTF_8));
    }
}
