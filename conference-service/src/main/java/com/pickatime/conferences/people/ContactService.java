package com.pickatime.conferences.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
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
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    /** As many as contact-service answers at once. */
    private static final int MOST_LOOKED_UP = 500;

    private static final ParameterizedTypeReference<ListPage<Listed>> PAGE = new ParameterizedTypeReference<>() {};

    private final WebClient web;
    private final Duration timeout;
    private final Cache<Key, List<Person>> children;
    private final Cache<Key, List<Lesson>> lessons;

    ContactService(ContactServiceSettings settings, ServiceTokens tokens, Clock clock) {
        var kept = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MOST_KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        this.children = kept.build();
        this.lessons = kept.build();
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

    /**
     * What is known of a contact at this moment.
     *
     * @param active whether the contact counts
     * @param mergedInto whoever goes on in its place; null for nobody
     * @param parents of a student
     * @param attended the classes that somebody attends
     */
    public record Known(
            ContactId contactId,
            boolean active,
            @Nullable ContactId mergedInto,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<ContactId> parents,
            List<AttendedClass> attended) {

        public Person person() {
            return new Person(contactId, givenName, familyName, preferredName);
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Known(" + contactId + ")";
        }
    }

    /** A class that somebody attends, with those who teach it. */
    public record AttendedClass(String classId, @Nullable String title, List<ContactId> teachers) {}

    private record LookedUp(List<ContactId> ids) {}

    private record Lookup(List<Known> items) {}

    /** One of a list of contacts. */
    public record Listed(
            ContactId contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> roles,
            boolean active) {

        public Person person() {
            return new Person(contactId, givenName, familyName, preferredName);
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Listed(" + contactId + ")";
        }
    }

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

    /** The children of a parent as they are now; nobody's if there is no such contact. */
    public Mono<List<Person>> children(BusinessId business, ContactId parent) {
        var key = new Key(business, parent);
        return ask(Relationships.class, key, "relationships")
                .map(found -> Objects.requireNonNullElse(found.children(), List.<Person>of()))
                .defaultIfEmpty(List.of())
                .doOnNext(found -> children.put(key, found));
    }

    /** Whether somebody is a parent's child; a no is never one of some seconds ago, for a parent links to a child, and books. */
    public Mono<Boolean> isChild(BusinessId business, ContactId parent, ContactId student) {
        return known(children, new Key(business, parent))
                .filter(found -> isAmong(found, student))
                .switchIfEmpty(Mono.defer(() -> children(business, parent)))
                .map(found -> isAmong(found, student));
    }

    private static boolean isAmong(List<Person> some, ContactId one) {
        return some.stream().anyMatch(person -> person.contactId().equals(one));
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

    /** Of many at once and as it is now, also of whoever goes on in the place of one of them; those that are not there are left out. */
    public Mono<Map<ContactId, Known>> look(BusinessId business, Collection<ContactId> some) {
        return asked(business, some).flatMap(found -> {
            var heirs = found.values().stream()
                    .flatMap(one -> Stream.ofNullable(one.mergedInto()))
                    .filter(heir -> !found.containsKey(heir))
                    .collect(Collectors.toSet());
            return asked(business, heirs).map(more -> {
                var all = new HashMap<>(found);
                all.putAll(more);
                return all;
            });
        });
    }

    private Mono<Map<ContactId, Known>> asked(BusinessId business, Collection<ContactId> some) {
        return Flux.fromIterable(Set.copyOf(some))
                .buffer(MOST_LOOKED_UP)
                .concatMap(part -> answered(web.post()
                        .uri("/businesses/{business}/contacts/lookups", business)
                        .accept(MediaType.APPLICATION_JSON)
                        .bodyValue(new LookedUp(part))
                        .exchangeToMono(response -> response.statusCode().is2xxSuccessful()
                                ? response.bodyToMono(Lookup.class)
                                : response.createError())))
                .flatMapIterable(Lookup::items)
                .collectMap(Known::contactId);
    }

    /**
     * A page of the contacts with a role, by their names.
     *
     * @param after the {@code next} of the page before; blank for the first
     */
    public Mono<ListPage<Listed>> page(BusinessId business, String role, String after) {
        return answered(web.get()
                .uri(
                        "/businesses/{business}/contacts?role={role}&limit={limit}&after={after}",
                        business,
                        role,
                        ListPage.LARGEST,
                        after)
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .bodyToMono(PAGE));
    }

    private <T> Mono<T> answered(Mono<T> answer) {
        return answer.timeout(timeout)
                .onErrorMap(
                        failure -> failure instanceof WebClientException || failure instanceof TimeoutException,
                        ContactService::away);
    }

    private static <T> Mono<T> known(Cache<Key, T> cache, Key key) {
        return Mono.fromSupplier(() -> cache.getIfPresent(key));
    }

    private <T> Mono<T> ask(Class<T> type, Key key, String what) {
        return answered(web.get()
                .uri("/businesses/{business}/contacts/{contact}/" + what, key.business(), key.contact())
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 200 -> response.bodyToMono(type);
                    case 404 -> response.releaseBody().then(Mono.<T>empty());
                    default -> response.createError();
                }));
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
