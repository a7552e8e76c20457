package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the people of an event are called; events know their contact ids alone. */
@Component
class People {

    /** As many as conference-service makes slots for at once. */
    private static final int MOST_TEACHERS = 2_000;

    /** They are asked for by name when the page comes again. */
    static final int MOST_CHOSEN = 200;

    private static final int FOUND = 50;

    /** As many as contact-service looks up at once. */
    private static final int LOOKED_UP = 500;

    private static final String CONTACTS = "/businesses/{business}/contacts";

    private static final ParameterizedTypeReference<ListPage<Person>> PEOPLE = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Businesses businesses;
    private final Formats formats;

    People(Services services, Businesses businesses, Formats formats) {
        this.services = services;
        this.businesses = businesses;
        this.formats = formats;
    }

    private record Person(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person(" + contactId + ")";
        }
    }

    private record Found(List<Person> items) {}

    /** The names of the business's teachers by their ids, in the list's order; of a larger business the first ones. */
    Mono<Map<String, String>> teachers(SignedIn who) {
        return named(
                who,
                teachers(who, "", "", ListPage.LARGEST)
                        .expand(page ->
                                page.next() == null ? Mono.empty() : teachers(who, "", page.next(), ListPage.LARGEST))
                        .take(MOST_TEACHERS / ListPage.LARGEST + 1L)
                        .flatMapIterable(ListPage::items));
    }

    /** The first teachers that a search finds. */
    Mono<Map<String, String>> teachers(SignedIn who, String q) {
        return named(who, teachers(who, q, "", FOUND).flatMapIterable(ListPage::items));
    }

    /** The names of these; who is no contact any more is not there. */
    Mono<Map<String, String>> of(SignedIn who, Collection<String> ids) {
        return named(
                who,
                Flux.fromIterable(List.copyOf(ids))
                        .distinct()
                        .buffer(LOOKED_UP)
                        .concatMap(some -> services.sendFor(
                                who,
                                Service.CONTACTS,
                                HttpMethod.POST,
                                Map.of("ids", some),
                                Found.class,
                                CONTACTS + "/lookups"))
                        .flatMapIterable(Found::items)
                        .collectMap(Person::contactId)
                        .flatMapIterable(found -> ids.stream()
                                .distinct()
                                .flatMap(id -> Stream.ofNullable(found.get(id)))
                                .toList()));
    }

    private Mono<ListPage<Person>> teachers(SignedIn who, String q, String after, int limit) {
        return services.get(
                who,
                Service.CONTACTS,
                PEOPLE,
                CONTACTS + "?role=TEACHER&q={q}&limit={limit}&after={after}",
                q,
                limit,
                after);
    }

    private Mono<Map<String, String>> named(SignedIn who, Flux<Person> people) {
        return businesses
                .of(who)
                .flatMap(business -> people.collect(
                        LinkedHashMap::new, (names, person) -> names.put(person.contactId, name(person, business))));
    }

    private String name(Person person, Business business) {
        return formats.name(person.givenName, person.familyName, person.preferredName, business);
    }
}
