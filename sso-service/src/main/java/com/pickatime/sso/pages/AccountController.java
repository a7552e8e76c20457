package com.pickatime.sso.pages;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.sso.sessions.Sessions;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page that tells people who they are signed in as, and lets them sign out. */
@Controller
class AccountController {

    private final Sessions sessions;

    AccountController(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/")
    Mono<Rendering> show(ServerWebExchange exchange) {
        return sessions.current(exchange)
                .map(session -> Rendering.view("account")
                        .modelAttribute("account", AccountView.of(session))
                        .build())
                .switchIfEmpty(Mono.fromSupplier(AccountController::signedOut));
    }

    /** Nothing went wrong: whoever signs out or opens the bare address ends here. */
    private static Rendering signedOut() {
        return new MessagePage(HttpStatus.OK, "message.not-signed-in").page();
    }
}
