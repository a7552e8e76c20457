package com.pickatime.sso.testing;

import static java.util.Map.entry;

import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.service.ServiceApplication;
import com.pickatime.sso.SsoService;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.tokens.AccessToken;
import com.pickatime.sso.tokens.AccessTokenIssuer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The whole service on a free port, as often as a test wants it. */
public final class RunningService extends com.pickatime.local.testing.RunningService {

    /** What tokens name as their issuer; the port that would be in the real one is not known before the start. */
    public static final String ISSUER = "http://127.0.0.1:8104";

    /** The session cookie's name, written out so that a change of it shows. */
    public static final String SESSION_COOKIE = "__Host-pickatime-session";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("pickatime.security.issuer", ISSUER),
            entry("pickatime.security.token-uri", TestTokens.issuer() + "/oauth2/token"),
            entry("pickatime.security.client-id", TestTokens.clientId()),
            entry("pickatime.security.client-secret", TestTokens.clientSecret()));

    private RunningService(String storeUri, String database, Map<String, String> settings) {
        super(ServiceApplication.of(SsoService.class), storeUri, database, settings);
    }

    /** Starts on the shared store; services on one database are instances of the same installation. */
    public static RunningService start(String database) {
        return startOn(TestStore.embedded(), database, Map.of());
    }

    /** The same with some settings of the test's own. */
    public static RunningService start(String database, Map<String, String> settings) {
        return startOn(TestStore.embedded(), database, settings);
    }

    /** Starts on a store of the test's own. */
    public static RunningService startOn(String storeUri, String database, Map<String, String> settings) {
        var arguments = new HashMap<>(DEFAULTS);
        arguments.put("spring.kafka.consumer.group-id", database);
        arguments.putAll(settings);
        return new RunningService(storeUri, database, arguments);
    }

    /** Somebody with a browser, who says so. */
    public WebTestClient browser() {
        return http().mutate()
                .defaultHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .build();
    }

    /** The access token of a person, as this service issues it. */
    public String person(String businessId, AccessLevel level) {
        return person(businessId, "subject-of-a-test", level);
    }

    /** The same of the person with this subject. */
    public String person(String businessId, String subject, AccessLevel level) {
        return await(bean(AccessTokenIssuer.class)
                .issue(new BusinessId(businessId), subject, level)
                .map(AccessToken::value));
    }

    /** The access token of a service or an operator. */
    public String operator(String... scopes) {
        return await(bean(AccessTokenIssuer.class)
                .issue("client-of-a-test", Set.of(scopes))
                .map(AccessToken::value));
    }

    /** Signs somebody in and gives the value of the session cookie. */
    public String signIn(SignedInPerson who) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        await(bean(Sessions.class).open(exchange, who));
        return Objects.requireNonNull(exchange.getResponse().getCookies().getFirst(SESSION_COOKIE))
                .getValue();
    }

    public List<Document> documents(String collection) {
        return await(Flux.from(database().getCollection(collection).find()).collectList());
    }

    /** Puts a document back that was there before. */
    public void insert(String collection, Document document) {
        await(Mono.from(database().getCollection(collection).insertOne(document)));
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }
}
