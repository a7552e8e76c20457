package com.pickatime.sso.accounts.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Browsers in which an account was signed in to with its password (OWASP: slow down online guessing attacks with device
 * cookies). Their tries are counted apart, so that nobody who guesses from elsewhere can lock the owner out.
 *
 * <p>One secret stands for a browser, whosever accounts it knows; it opens nothing by itself.
 */
@Repository
class KnownBrowsers implements Indexed {

    static final String COOKIE = "__Host-pickatime-known-browser";

    /** Longer than the summer. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    private static final String ID = "_id";
    private static final String ACCOUNT = "account";
    private static final String UNTIL = "until";

    private final MongoCollection<Document> collection;
    private final Clock clock;

    KnownBrowsers(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection("known_browsers");
        this.clock = clock;
    }

    /** MongoDB removes old ones by itself; nothing relies on when. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, UNTIL)
                .then(Mono.from(collection.createIndex(Indexes.ascending(ACCOUNT))))
                .then();
    }

    /**
     * What stands for this browser and account, if they know each other; empty otherwise.
     *
     * @param account a hash that stands for one address at one business
     */
    Mono<String> find(String account, AttemptSource source) {
        return Mono.justOrEmpty(source.browser())
                .map(secret -> id(account, secret))
                .filterWhen(id -> Mono.from(
                                collection.countDocuments(and(eq(ID, id), gt(UNTIL, Date.from(clock.instant())))))
                        .map(count -> count == 1));
    }

    /** Makes them known to each other, after a sign-in that worked. */
    Mono<Void> remember(String account, AttemptSource source, ServerWebExchange exchange) {
        return Mono.justOrEmpty(source.browser())
                .switchIfEmpty(RandomSecrets.next())
                .flatMap(secret -> keep(account, secret)
                        .then(Mono.fromRunnable(() -> exchange.getResponse().addCookie(cookie(secret)))));
    }

    /** No browser knows the account any more: its password is a new one. */
    Mono<Void> forget(String account) {
        return Mono.from(collection.deleteMany(eq(ACCOUNT, account))).then();
    }

    private Mono<Void> keep(String account, String secret) {
        var id = id(account, secret);
        var document = new Document(ID, id)
                .append(ACCOUNT, account)
                .append(UNTIL, Date.from(clock.instant().plus(REMEMBERED)));
        return Mono.from(collection.replaceOne(eq(ID, id), document, new ReplaceOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }

    private static String id(String account, String secret) {
        return RandomSecrets.hash(account + '\0' + secret);
    }

    private static ResponseCookie cookie(String secret) {
        return ResponseCookie.from(COOKIE, secret)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(REMEMBERED)
                .build();
    }
}
