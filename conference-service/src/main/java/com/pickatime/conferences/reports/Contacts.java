package com.pickatime.conferences.reports;

import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.people.ContactService.Listed;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All contacts with a role by their names, a part at a time; whoever lists some of them can go on after any one. */
@Component
class Contacts {

    private final ContactService people;

    Contacts(ContactService people) {
        this.people = people;
    }

    /** @param after where contact-service's list goes on with these */
    record Part(List<Listed> contacts, String after) {

        String cursor(Listed one) {
            return new Place(one.contactId().value(), after).cursor();
        }
    }

    /** @param after a cursor of a part; blank for all */
    Flux<Part> parts(BusinessId business, String role, String after) {
        var place = after.isBlank() ? new Place("", "") : Place.of(after);
        return part(business, role, place.rest())
                .expand(page -> page.next() == null ? Mono.empty() : part(business, role, page.next()))
                .index()
                .map(page -> new Part(
                        page.getT1() == 0
                                ? rest(page.getT2().items(), place.person())
                                : page.getT2().items(),
                        page.getT2().after()));
    }

    private record Page(
            List<Listed> items, String after, @Nullable String next) {}

    private Mono<Page> part(BusinessId business, String role, String after) {
        return people.page(business, role, after).map(found -> page(found, after));
    }

    private static Page page(ListPage<Listed> found, String after) {
        return new Page(found.items().stream().filter(Listed::active).toList(), after, found.next());
    }

    /** After that one; all where it is not there any more: nobody is left out, and some may be told twice. */
    private static List<Listed> rest(List<Listed> items, String contact) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).contactId().value().equals(contact)) {
                return items.subList(i + 1, items.size());
            }
        }
        return items;
    }
}
