package com.pickatime.conferences.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * Asks contact-service whose parent somebody is, and who teaches a child.
 *
 * <p>Answers are kept for some seconds, because a parent asks for the slots, and books, and books again. Every Mono fails with a
 * 503 problem while that service is away.
 */
@Component
public class ContactService {

    private static final Logger log = LoggerFactory.getLogger(ContactService.class);

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final int MOST_KEPT = 50_000;
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final WebClient web;
    private final Duration timeout;
    private final Cache<Key, List<Person>> children =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();
    private final Cache<Key, List<Lesson>> lessons =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    ContactService(ContactServiceSettings settings, ServiceTokens tokens) {
        this.web = WebClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .filter(tokens)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
        this.timeout = settings.timeout();
    }

    private record Key(BusinessId business, ContactId contact) {}

    /** Somebody with a name. */
    public record Person(
            ContactId contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person(" + contactId + ")";
        }
    }

    /** A class that a child attends, with whoever teaches it. */
    public record Lesson(String classId, @Nullable String title, List<Person> teachers) {}

    private record Relationships(@Nullable List<Person> children) {}

    /** Without an id it is somebody whom the roster has in the class and not among its people. */
    private record Member(
            @Nullable ContactId contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {}

    private record Attended(
            String classId,
            @Nullable String title,
            @Nullable List<Member> teachers) {}

    private record Classes(@Nullable List<Attended> attended) {}

    /** The children of a parent; nobody's if there is no such contact. */
    public Mono<List<Person>> children(BusinessId business, ContactId parent) {
        var key = new Key(business, parent);
        return known(children, key)
                .switchIfEmpty(ask(Relationships.class, key, "relationships")
                        .map(found -> Objects.requireNonNullElse(found.children(), List.<Person>of()))
                        .defaultIfEmpty(List.of())
                        .doOnNext(found -> children.put(key, found)));
    }

    /** What a child attends; nothing if there is no such contact. */
    public Mono<List<Lesson>> lessons(BusinessId business, ContactId student) {
        var key = new Key(business, student);
        return known(lessons, key)
                .switchIfEmpty(ask(Classes.class, key, "classes")
                        .map(found -> Objects.requireNonNullElse(found.attended(), List.<Attended>of()).stream()
                                .map(ContactService::lesson)
                                .toList())
                        .defaultIfEmpty(List.of())
                        .doOnNext(found -> lessons.put(key, found)));
    }

    private static <T> Mono<T> known(Cache<Key, T> cache, Key key) {
        return Mono.fromSupplier(() -> cache.getIfPresent(key));
    }

    private <T> Mono<T> ask(Class<T> type, Key key, String what) {
        return web.get()
                .uri("/businesses/{business}/contacts/{contact}/" + what, key.business(), key.contact())
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 200 -> response.bodyToMono(type);
                    case 404 -> response.releaseBody().then(Mono.<T>empty());
                    default -> response.createError();
                })
                .timeout(timeout)
                .onErrorMap(
                        failure -> failure instanceof WebClientException || failure instanceof TimeoutException,
                        ContactService::away);
    }

    private static ErrorResponseException away(Throwable failure) {
        log.warn("contact-service does not say who belongs to whom: {}", failure.toString());
        return Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "It cannot be found out at the moment who teaches whom. Try again in a minute.");
    }

    private static Lesson lesson(Attended attended) {
        return new Lesson(
                attended.classId(),
                attended.title(),
                Objects.requireNonNullElse(attended.teachers(), List.<Member>of()).stream()
                        .filter(member -> member.contactId() != null)
                        .map(member -> new Person(
                                Objects.requireNonNull(member.contactId()),
                                member.givenName(),
                                member.familyName(),
                                member.preferredName()))
                        .toList());
    }
}
