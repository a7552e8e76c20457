package com.pickatime.sso.accounts.events;

import com.pickatime.events.ClearingUndone;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactQuarantined;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.ContactsCleared;
import com.pickatime.events.QuarantineDecided;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.sessions.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Follows what people decide about contacts.
 *
 * <p>Waits for the store on Kafka's own thread: an event is acknowledged when all that follows from it is done, and what
 * concerns one contact stays in order. An event that comes again changes nothing: whatever began after it is left alone, and
 * of moves of one contact the latest stands.
 */
@Component
class ContactEventListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ContactPasswords passwords;
    private final Sessions sessions;

    ContactEventListener(ContactPasswords passwords, Sessions sessions) {
        this.passwords = passwords;
        this.sessions = sessions;
    }

    @KafkaListener(topics = Topics.CONTACT_EVENTS)
    void on(ContactEvent event) {
        follow(new BusinessId(event.getBusinessId()), event.getEvent(), event.getOccurredAt())
                .block(PATIENCE);
    }

    /** Nothing follows from the other kinds, nor from those that this version does not know. */
    private Mono<Void> follow(BusinessId business, Object event, Instant at) {
        if (event instanceof ContactAdopted adopted) {
            var from = new ContactId(adopted.getFrom());
            var to = new ContactId(adopted.getTo());
            return passwords.move(business, from, to, at).then(sessions.move(business, from, to, at));
        }
        if (event instanceof ContactUnadopted unadopted) {
            var from = new ContactId(unadopted.getFrom());
            var to = new ContactId(unadopted.getTo());
            return passwords.moveBack(business, from, to, at).then(sessions.moveBack(business, from, to, at));
        }
        if (event instanceof ContactsCleared cleared) {
            var levels = upTo(AccessLevel.valueOf(cleared.getLevel()));
            return passwords
                    .putAside(business, cleared.getClearingId(), levels, at)
                    .then(sessions.endOf(business, levels, at))
                    .then();
        }
        if (event instanceof ClearingUndone undone) {
            return passwords.bringBack(business, undone.getClearingId());
        }
        if (event instanceof ContactQuarantined quarantined) {
            return sessions.endOf(business, quarantined.getContact(), at).then();
        }
        if (event instanceof QuarantineDecided decided && decided.getSuccessor() != null) {
            return passwords.remove(business, new ContactId(decided.getContact()), at);
        }
        return Mono.empty();
    }

    /** Administrators are never cleared, and local ones are no contacts. */
    private static Set<AccessLevel> upTo(AccessLevel level) {
        return Stream.of(AccessLevel.values())
                .filter(each -> level.atLeast(each) && each != AccessLevel.ADMINISTRATOR)
                .collect(Collectors.toSet());
    }
}
