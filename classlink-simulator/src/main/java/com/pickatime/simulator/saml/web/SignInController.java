package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.accounts.Accounts;
import com.pickatime.simulator.saml.pages.SignOnPages;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The sign-in page: no password is asked for, one is whom one picks. */
@RestController
class SignInController {

    private static final String LAUNCHPAD = "/launchpad";

    private final Accounts accounts;
    private final SignIns signIns;
    private final SignOnPages pages;

    SignInController(Accounts accounts, SignIns signIns, SignOnPages pages) {
        this.accounts = accounts;
        this.signIns = signIns;
        this.pages = pages;
    }

    @GetMapping("/saml/sign-in")
    Mono<ResponseEntity<String>> page(
            @RequestParam(defaultValue = LAUNCHPAD) String target, @RequestParam(defaultValue = "") String q) {
        return Mono.fromCallable(() -> pages.signIn(accounts.search(q), q, ours(target)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @PostMapping("/saml/sign-in")
    Mono<ResponseEntity<String>> signIn(ServerWebExchange exchange) {
        return exchange.getFormData()
                .publishOn(Schedulers.boundedElastic())
                .map(form -> signIn(exchange, form.getFirst("person"), form.getFirst("target")));
    }

    private ResponseEntity<String> signIn(
            ServerWebExchange exchange, @Nullable String chosen, @Nullable String target) {
        var person = Optional.ofNullable(chosen)
                .flatMap(accounts::find)
                .orElseThrow(() -> new RefusedMessageException("there is nobody of this sourcedId in the district"));
        signIns.open(exchange, person);
        return BrowserResponses.redirect(URI.create(ours(target == null ? LAUNCHPAD : target)));
    }

    /** SignOnPages of the identity provider alone, so that nobody can be sent elsewhere from here. */
    private static String ours(String target) {
        if (target.startsWith("/saml/sso?") || target.equals(LAUNCHPAD) || target.startsWith(LAUNCHPAD + "/")) {
            return target;
        }
        throw new RefusedMessageException("the target is no page of this identity provider");
    }
}
