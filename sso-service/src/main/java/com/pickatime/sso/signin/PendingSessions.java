package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.signin.request.BrowserBinding;
import com.pickatime.sso.signin.store.LoginPurpose;
import com.pickatime.sso.signin.store.PendingSignIns;
import com.pickatime.sso.signin.store.PendingSignIns.Claim;
import com.pickatime.sso.signin.store.PendingSignIns.Claimant;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Sessions between the identity provider's answer and the browser that comes for them. */
@Component
class PendingSessions {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectWriter WRITER = JSON.writerFor(PendingSession.class);
    private static final ObjectReader READER = JSON.readerFor(PendingSession.class);

    private final PendingSignIns pending;

    PendingSessions(PendingSignIns pending) {
        this.pending = pending;
    }

    /** Emits the ticket for it. */
    Mono<String> keep(PendingSession session, String browser) {
        return pending.keep(
                new Claimant(session.who().businessId(), LoginPurpose.SIGN_IN, browser),
                WRITER.writeValueAsString(session));
    }

    /** Leaves it where it is; ends with a page if it is not there for this browser. */
    Mono<PendingSession> look(BusinessId businessId, String ticket, ServerWebExchange exchange) {
        return read(businessId, pending.look(claim(businessId, ticket, exchange)));
    }

    /** Takes it away; ends with a page if it is not there for this browser. */
    Mono<PendingSession> take(BusinessId businessId, String ticket, ServerWebExchange exchange) {
        return read(businessId, pending.take(claim(businessId, ticket, exchange)));
    }

    private static Mono<PendingSession> read(BusinessId businessId, Mono<String> content) {
        return content.<PendingSession>map(READER::readValue)
                .switchIfEmpty(Mono.error(
                        () -> new MessagePageException(new MessagePage(HttpStatus.FORBIDDEN, "message.another-browser")
                                .linking("/saml/" + businessId + "/login", "go.again"))));
    }

    private static Claim claim(BusinessId businessId, String ticket, ServerWebExchange exchange) {
        return new Claim(businessId, LoginPurpose.SIGN_IN, BrowserBinding.shown(exchange), ticket);
    }
}
