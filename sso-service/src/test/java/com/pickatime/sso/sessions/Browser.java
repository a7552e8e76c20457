package com.pickatime.sso.sessions;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A browser that keeps its cookies, in front of sessions in a database. */
final class Browser {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Sessions sessions;
    private final Map<String, String> cookies = new HashMap<>();

    @Nullable
    private ResponseCookie received;

    Browser(Sessions sessions) {
        this.sessions = sessions;
    }

    static Sessions sessions(MongoDatabase database, Clock clock) {
        var store = new SessionStore(database, new SessionDocuments(TestKeys.cipher(), TestKeys.hash()));
        store.createIndexes().block(LIMIT);
        var settings = new SessionSettings(Duration.ofHours(1), Duration.ofHours(12), Duration.ofMinutes(1));
        return new Sessions(store, settings, clock);
    }

    static List<Document> documents(MongoDatabase database) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("sessions").find())
                        .collectList()
                        .block(LIMIT));
    }

    Session signIn(SignedInPerson who) {
        var exchange = request();
        var session = Objects.requireNonNull(sessions.open(exchange, who).block(LIMIT));
        receive(exchange);
        return session;
    }

    @Nullable
    Session visit() {
        return sessions.current(request()).block(LIMIT);
    }

    /** The visit to come, once somebody subscribes. */
    Mono<Session> visiting() {
        return Mono.defer(() -> sessions.current(request()));
    }

    void signOut() {
        var exchange = request();
        sessions.end(exchange).block(LIMIT);
        receive(exchange);
    }

    void plant(String value) {
        cookies.put(SessionCookie.NAME, value);
    }

    @Nullable
    String cookie() {
        return cookies.get(SessionCookie.NAME);
    }

    ResponseCookie received() {
        return Objects.requireNonNull(received);
    }

    private MockServerWebExchange request() {
        var request = MockServerHttpRequest.get("/");
        cookies.forEach((name, value) -> request.cookie(new HttpCookie(name, value)));
        return MockServerWebExchange.from(request);
    }

    private void receive(MockServerWebExchange exchange) {
        received = Objects.requireNonNull(exchange.getResponse().getCookies().getFirst(SessionCookie.NAME));
        if (received.getMaxAge().isZero()) {
            cookies.remove(SessionCookie.NAME);
        } else {
            cookies.put(SessionCookie.NAME, received.getValue());
        }
    }
}
