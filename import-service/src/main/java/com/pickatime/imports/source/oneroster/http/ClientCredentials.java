package com.pickatime.imports.source.oneroster.http;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4), as OneRoster 1.2 wants them: id and secret go to the token URL, and the
 * token it gives goes with every request.
 *
 * <p>The token is kept in memory, for as long as this object is: one pull. It is renewed before it expires, and when it is
 * refused.
 */
public final class ClientCredentials implements Credentials {

    /** A request that is under way when the token expires would be refused. */
    private static final Duration LONGEST_SPARE = Duration.ofMinutes(1);

    private static final int SPARE_PART = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI tokenUrl;
    private final String authorization;
    private final List<List<String>> scopes;
    private final Clock clock;
    private final AtomicReference<@Nullable Token> token = new AtomicReference<>();

    /** Asked for by one of those who need it, for all of them. */
    private final AtomicReference<@Nullable Mono<Token>> asked = new AtomicReference<>();

    private volatile boolean refusedBefore;

    /** @param scopes sets of them, asked for in this order as long as the server calls one of a set invalid; at least one */
    public ClientCredentials(
            URI tokenUrl, String clientId, String clientSecret, List<List<String>> scopes, Clock clock) {
        this.tokenUrl = tokenUrl;
        this.authorization = basic(clientId, clientSecret);
        this.scopes = List.copyOf(scopes);
        this.clock = clock;
    }

    /**
     * A token.
     *
     * @param good whether it let somebody in
     * @param shown to requests of which it is not known what became of them
     */
    private record Token(BearerToken bearer, Instant renewal, AtomicBoolean good, AtomicInteger shown) {

        boolean isShownAs(String header) {
            return bearer.header().equals(header);
        }
    }

    /** The server does not give a token for one of the scopes. */
    private static final class ScopeRefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ScopeRefusedException() {
            super("invalid_scope", null, false, false);
        }
    }

    @Override
    public Mono<String> authorization(URI uri, RetryingClient client) {
        return Mono.defer(() -> known().switchIfEmpty(Mono.defer(() -> shared(client)))
                .doOnNext(shown -> shown.shown().incrementAndGet())
                .map(shown -> shown.bearer().header()));
    }

    private Mono<Token> known() {
        return Mono.fromSupplier(token::get).filter(known -> clock.instant().isBefore(known.renewal()));
    }

    private Mono<Token> shared(RetryingClient client) {
        // one may have come while this was decided, and some servers end it with the next one that they give
        var own = Mono.defer(this::known)
                .switchIfEmpty(Mono.defer(() -> fetch(client, 0)).doOnNext(token::set))
                .doFinally(end -> asked.set(null))
                .cache();
        var others = asked.compareAndExchange(null, own);
        return others == null ? own : others;
    }

    @Override
    public void wereGood(String shown) {
        var known = token.get();
        if (known != null && known.isShownAs(shown)) {
            known.good().set(true);
            known.shown().decrementAndGet();
        }
    }

    /** A fresh one that lets nobody in is enough; what it is shown to beside this may still be let in. */
    @Override
    public boolean renew(String refused) {
        var known = token.get();
        if (known == null || !known.isShownAs(refused) || !token.compareAndSet(known, null)) {
            return true;
        }
        boolean isFresh = refusedBefore && !known.good().get() && known.shown().get() <= 1;
        refusedBefore = true;
        return !isFresh;
    }

    /** Hides everything but the address. */
    @Override
    public String toString() {
        return "ClientCredentials[" + tokenUrl + "]";
    }

    private Mono<Token> fetch(RetryingClient client, int set) {
        var form = "grant_type=client_credentials&scope=" + PercentEncoding.encode(String.join(" ", scopes.get(set)));
        return client.post(tokenUrl, authorization, form, this::read, whose())
                .onErrorResume(
                        ScopeRefusedException.class,
                        refused -> set + 1 < scopes.size()
                                ? fetch(client, set + 1)
                                : Mono.error(notGiven(
                                        "invalid_scope",
                                        "Let pickAtime's client have the scope roster-core.readonly there, and best"
                                                + " roster-demographics.readonly too")));
    }

    private Token read(Answer answer) {
        var json = json(answer);
        if (!answer.isOk()) {
            throw refused(answer, json);
        }
        var text = json.path("access_token").asString("").strip();
        if (text.isEmpty()) {
            throw new RosterIncompleteException(
                    "NO_TOKEN", name() + " answered without a token." + check("Check the tokenUrl of the connection"));
        }
        if (!"bearer".equals(json.path("token_type").asString("bearer").toLowerCase(Locale.ROOT))) {
            throw new RosterIncompleteException(
                    "NO_TOKEN",
                    name() + " gave a token that is none of type Bearer."
                            + check("Check on that server that it gives tokens as OneRoster wants them"));
        }
        return new Token(
                new BearerToken(text),
                renewal(json.path("expires_in").asLong(0)),
                new AtomicBoolean(),
                new AtomicInteger());
    }

    /** @param lifetime in seconds; 0 when it is not told, so that only a refusal shows that it is over */
    private Instant renewal(long lifetime) {
        if (lifetime <= 0) {
            return Instant.MAX;
        }
        var whole = Duration.ofSeconds(Math.min(lifetime, Integer.MAX_VALUE));
        var part = whole.dividedBy(SPARE_PART);
        return clock.instant().plus(whole).minus(part.compareTo(LONGEST_SPARE) < 0 ? part : LONGEST_SPARE);
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            // its message may quote the answer
            if (answer.isOk()) {
                throw new RosterIncompleteException(
                        "NO_TOKEN",
                        name() + " answered with " + (answer.isWebPage() ? "a web page" : "something that is no JSON")
                                + " instead of a token." + check("Check the tokenUrl of the connection"));
            }
            return MissingNode.getInstance();
        }
    }

    /** RFC 6749, section 5.2; whatever else stands there is not repeated, because it may be anything. */
    private static RuntimeException refused(Answer answer, JsonNode json) {
        var error = json.path("error").asString("");
        return switch (error) {
            case "invalid_scope" -> new ScopeRefusedException();
            case "invalid_client", "invalid_grant" ->
                notGiven(
                        error,
                        "Check the consumerKey and consumerSecret of the connection, which are its client id and secret");
            case "unauthorized_client", "unsupported_grant_type" ->
                notGiven(error, "Let pickAtime's client use the grant client_credentials there");
            default -> {
                int status = answer.status();
                var isRedirect = status >= 300 && status < 400;
                yield notGiven(
                        "status " + status,
                        isRedirect
                                ? "It is a redirect, which is not followed because the secret would go along: check the"
                                        + " tokenUrl of the connection"
                                : "Check the tokenUrl, consumerKey and consumerSecret of the connection");
            }
        };
    }

    private static RosterIncompleteException notGiven(String why, String whatToDo) {
        return new RosterIncompleteException(
                "TOKEN_REFUSED", name() + " did not give a token (" + why + ")." + check(whatToDo));
    }

    private static String name() {
        return "The token URL of " + SourceWords.inSentence(SourceType.CLASSLINK_DIRECT);
    }

    private static String whose() {
        return "the token URL of " + SourceWords.inSentence(SourceType.CLASSLINK_DIRECT);
    }

    private static String check(String whatToDo) {
        return " " + whatToDo + ", then import again. Nothing was changed.";
    }

    /** Both are encoded first: RFC 6749, section 2.3.1. */
    private static String basic(String clientId, String clientSecret) {
        var pair = PercentEncoding.encode(clientId) + ':' + PercentEncoding.encode(clientSecret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
