package com.pickatime.conferences.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What people of lists are called. It is kept for some seconds, because a list is turned page by page.
 *
 * <p>An answer fails with a 503 problem while contact-service is away.
 */
@Component
public class Names {

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final int MOST_KEPT = 50_000;

    private final ContactService contacts;
    private final Cache<Key, Person> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    Names(ContactService contacts) {
        this.contacts = contacts;
    }

    private record Key(BusinessId business, ContactId contact) {}

    /** These people by their ids; who is no contact is there without a name. */
    public Mono<Map<ContactId, Person>> of(BusinessId business, Collection<ContactId> ids) {
        return Mono.defer(() -> {
            var names = new HashMap<ContactId, Person>();
            var asked = ids.stream()
                    .distinct()
                    .filter(id -> {
                        var before = known.getIfPresent(new Key(business, id));
                        names.put(id, before == null ? nameless(id) : before);
                        return before == null;
                    })
                    .toList();
            return asked.isEmpty()
                    ? Mono.just(names)
                    : contacts.look(business, asked).map(found -> {
                        found.forEach((id, one) -> {
                            known.put(new Key(business, id), one.person());
                            names.put(id, one.person());
                        });
                        return names;
                    });
        });
    }

    /** Somebody who is no contact any more. */
    public static Person nameless(ContactId id) {
        return new Person(id, null, null, null);
    }
}
