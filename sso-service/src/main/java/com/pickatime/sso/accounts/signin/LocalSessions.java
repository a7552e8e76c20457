package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.sso.accounts.LocalAdministrator;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sessions of people who came in with a password. */
@Component
class LocalSessions {

    private final Sessions sessions;

    LocalSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Ends all sessions that an old password opened, on whatever browser, before it opens one. */
    Mono<Session> openTheOnly(ServerWebExchange exchange, LocalAdministrator who) {
        return sessions.endOf(who.businessId(), who.subject()).then(open(exchange, who));
    }

    Mono<Session> open(ServerWebExchange exchange, LocalAdministrator who) {
        return sessions.open(
                exchange,
                new SignedInPerson(
                        who.businessId(),
                        who.subject(),
                        who.displayName(),
                        AccessLevel.ADMINISTRATOR,
                        SignInMethod.PASSWORD,
                        null));
    }
}
