package com.pickatime.conferences.reports;

import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.people.Names;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Lists of what people have, by the people's names and each one's in its order. Ids and names of all those people are in memory, and
 * what a few of them have.
 */
@Component
class ByPeople {

    private static final int PART = 20;

    private static final Comparator<Person> BY_NAME = Comparator.comparing(
                    (Person person) -> folded(person.familyName()))
            .thenComparing(person -> folded(person.givenName()))
            .thenComparing(person -> person.contactId().value());

    private final Names people;

    ByPeople(Names people) {
        this.people = people;
    }

    /**
     * What they have, after {@link #cursor}; fails with a 400 problem where it begins with somebody who is not among them any more.
     *
     * @param some those who have anything
     * @param having what some of them have, in the order of each one's list, after a cursor of it
     * @param whose of whom it is
     */
    <T> Flux<T> list(
            BusinessId business,
            Flux<ContactId> some,
            String after,
            BiFunction<List<ContactId>, String, Flux<T>> having,
            Function<T, ContactId> whose) {
        return some.collectList()
                .flatMap(ids -> people.of(business, ids))
                .map(names -> names.values().stream()
                        .sorted(BY_NAME)
                        .map(Person::contactId)
                        .toList())
                .flatMapMany(ordered -> {
                    if (after.isBlank()) {
                        return rest(ordered, having, whose);
                    }
                    var place = Place.of(after);
                    if (place.rest().isEmpty()) {
                        throw Place.unknown();
                    }
                    var person = new ContactId(place.person());
                    int at = ordered.indexOf(person);
                    if (at < 0) {
                        throw Problems.invalid("after", "is of a list that has changed since; begin again without it");
                    }
                    return having.apply(List.of(person), place.rest())
                            .concatWith(rest(ordered.subList(at + 1, ordered.size()), having, whose));
                });
    }

    private static <T> Flux<T> rest(
            List<ContactId> ordered,
            BiFunction<List<ContactId>, String, Flux<T>> having,
            Function<T, ContactId> whose) {
        return Flux.fromIterable(ordered)
                .buffer(PART)
                .concatMap(
                        part -> having.apply(part, "")
                                .collect(Collectors.groupingBy(whose))
                                .flatMapIterable(own -> inOrder(part, own)),
                        1);
    }

    private static <T> List<T> inOrder(List<ContactId> people, Map<ContactId, List<T>> own) {
        return people.stream()
                .flatMap(person -> own.getOrDefault(person, List.of()).stream())
                .toList();
    }

    /** Where the list goes on after what this person has up to there. */
    static String cursor(ContactId person, String own) {
        return new Place(person.value(), own).cursor();
    }

    private static String folded(@Nullable String name) {
        return Objects.requireNonNullElse(name, "").toLowerCase(Locale.ROOT);
    }
}
