package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the people of an event are called; events know their contact ids alone. */
@Component
class People {

    /** As many as conference-service makes slots for at once. */
    private static final int MOST_TEACHERS = 2_000;

    /** Each is asked for by name when the page comes again. */
    static final int MOST_CHOSEN = 200;

    private static final int FOUND = 50;
    private static final int AT_ONCE = 8;

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
                        .flatMapSequential(
                                id -> services.get(who, Service.CONTACTS, Person.class, CONTACTS + "/{contact}", id)
                                        .onErrorResume(
                                                Refusal.class,
                                                refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                                        ? Mono.empty()
                                                        : Mono.error(refusal)),
                                AT_ONCE));
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
