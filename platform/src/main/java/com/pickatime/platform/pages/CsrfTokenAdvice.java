package com.pickatime.platform.pages;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts the token that a form must send back into every page's model, as {@code _csrf}. */
@ControllerAdvice(annotations = Controller.class)
class CsrfTokenAdvice {

    /** Masked anew for each page (against BREACH), which reads the system's random source, a file. */
    @ModelAttribute("_csrf")
    Mono<CsrfToken> token(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.subscribeOn(Schedulers.boundedElastic());
    }
}
