package com.pickatime.web.pages;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.ServiceAwayException;
import com.pickatime.web.services.SignedIn;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What stands around a page, and the page that stands in for one that cannot be shown. */
@ControllerAdvice(annotations = Controller.class)
class Shell {

    private static final Set<HttpStatus> WITH_A_PAGE =
            Set.of(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN, HttpStatus.NOT_FOUND, HttpStatus.SERVICE_UNAVAILABLE);

    private final Businesses businesses;

    Shell(Businesses businesses) {
        this.businesses = businesses;
    }

    @ModelAttribute("me")
    SignedIn me(@AuthenticationPrincipal SignedIn who) {
        return who;
    }

    @ModelAttribute("business")
    Mono<Business> business(@AuthenticationPrincipal SignedIn who) {
        return businesses.of(who);
    }

    @ModelAttribute("path")
    String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value();
    }

    /** What was just done, as the end of a message key; a page that was reached by a link of somebody else's says nothing odd. */
    @ModelAttribute("done")
    String done(@RequestParam(required = false) @Nullable String done) {
        return done != null && done.matches("[a-z-]{1,40}") ? done : "";
    }

    @ExceptionHandler
    Rendering refused(Refusal refusal) {
        var hasPage = WITH_A_PAGE.contains(refusal.status());
        return Rendering.view("error/" + (hasPage ? refusal.status().value() : "5xx"))
                .status(hasPage ? refusal.status() : HttpStatus.INTERNAL_SERVER_ERROR)
                .build();
    }

    @ExceptionHandler
    Rendering away(ServiceAwayException away) {
        return MessagePage.later().page();
    }
}
