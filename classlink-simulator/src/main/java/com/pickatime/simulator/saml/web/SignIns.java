package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.accounts.Person;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.messages.SamlIds;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Who is signed in with which browser, by a plain cookie; forgotten when the simulator stops. */
@Component
public class SignIns {

    private static final String COOKIE = "launchpad-session";
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, SignIn> byCookie = Collections.synchronizedMap(new Bounded());
    private final Set<String> carriedOn = ConcurrentHashMap.newKeySet();

    SignIns(Clock clock) {
        this.clock = clock;
    }

    /** Signs a person in with this browser, in place of whoever was. */
    void open(ServerWebExchange exchange, Person person) {
        end(exchange);
        var value = SamlIds.next();
        byCookie.put(value, new SignIn(person, SamlIds.next(), clock.instant()));
        exchange.getResponse().addCookie(cookie(value).build());
    }

    Optional<SignIn> current(ServerWebExchange exchange) {
        return cookieOf(exchange).map(byCookie::get);
    }

    /** Notes that the service provider was told of a sign-in. */
    void carryOn(SignIn signIn) {
        carriedOn.add(signIn.index());
    }

    /** Ends the sign-in of this browser; tells it if the service provider has a session that came of it. */
    public Optional<SignIn> end(ServerWebExchange exchange) {
        var ended = cookieOf(exchange).map(byCookie::remove);
        exchange.getResponse().addCookie(cookie("").maxAge(0).build());
        return ended.filter(signIn -> carriedOn.remove(signIn.index()));
    }

    /** Ends sign-ins whatever the browser. */
    public void end(Collection<String> indexes) {
        byCookie.values().removeIf(signIn -> indexes.contains(signIn.index()));
        carriedOn.removeAll(indexes);
    }

    private static Optional<String> cookieOf(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(COOKIE))
                .map(cookie -> cookie.getValue());
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(COOKIE, value).path("/").httpOnly(true).sameSite("Lax");
    }

    private static final class Bounded extends LinkedHashMap<String, SignIn> {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SignIn> eldest) {
            return size() > MOST;
        }
    }
}
