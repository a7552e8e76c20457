package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What a clearing does to one contact, and how it is taken back: each is one change of one document.
 *
 * <p>A cleared contact is as one that the source does not have, by the clearing's own revision: what an import published before is
 * older and changes nothing, and the next import makes the contact present again. What was decided of it here is put aside, so that it
 * comes back fresh. One that came back may be cleared again before that is over: each clearing has put aside what there was since the one
 * before, and can be taken back by itself.
 */
final class ClearedFields {

    /** Which clearing it was, as a query names it. */
    static final String BY = DocumentFields.CLEARED + ".clearing";

    private static final String CLEARING = "clearing";
    private static final String PRESENT = "present";
    private static final String OWN = "own";
    private static final String LOCAL = "local";

    /** Not decisions, but notes about them. */
    private static final Set<String> NOTES =
            Set.of(LocalFields.VERSION, LocalFields.CHANGED_AT, LocalFields.CHANGED_BY);

    private ClearedFields() {}

    /** Whether a clearing of this level deletes the contact: never an administrator, nor who asks for it. */
    static boolean concerns(ContactView contact, AccessLevel level, String actor) {
        boolean counts = contact.present() || contact.isOwn();
        return contact.state() == ContactState.ACTIVE
                && (counts || (!contact.local().isEmpty() && cleared(contact).isEmpty()))
                && contact.level() != AccessLevel.ADMINISTRATOR
                && level.atLeast(contact.level())
                && !contact.id().value().equals(actor);
    }

    static boolean isClearedBy(ContactView contact, String clearingId) {
        return find(contact, clearingId).isPresent();
    }

    /** Those that are as they were read. */
    static Bson asRead(ContactView contact) {
        return and(eq(DocumentFields.ID, contact.document().getString(DocumentFields.ID)), contact.asRead());
    }

    static Bson clearing(ContactView contact, String clearingId, long revision) {
        var aside = new Document(CLEARING, clearingId)
                .append(PRESENT, contact.present())
                .append(OWN, contact.isOwn());
        if (!contact.local().isEmpty()) {
            aside.append(LOCAL, contact.local());
        }
        return combine(
                set(DocumentFields.PRESENT, false),
                set(DocumentFields.REVISION, revision),
                set(DocumentFields.REMOVED_REVISION, revision),
                push(DocumentFields.CLEARED, aside),
                unset(DocumentFields.OWN),
                unset(DocumentFields.LOCAL));
    }

    /** Students to whom a contact is linked again once the clearing is taken back. */
    static Stream<ContactId> students(ContactView contact, String clearingId) {
        return find(contact, clearingId).stream()
                .flatMap(aside -> links(local(aside)).stream())
                .map(link -> new ContactId(link.getString(ContactLink.STUDENT)));
    }

    /**
     * Takes a clearing back for one contact; null if that would make a twin.
     *
     * @param importedSince whether an import was applied after the clearing: then the roster tells who is there, and a contact of our
     *     own may be in it under another id
     * @param goOn by contact that was merged the one that goes on in its place
     */
    static @Nullable Bson undoing(
            ContactView contact, String clearingId, boolean importedSince, Map<ContactId, ContactId> goOn) {
        var aside = find(contact, clearingId).orElseThrow();
        var all = cleared(contact);
        int next = all.indexOf(aside) + 1;
        if (next < all.size()) {
            // deleted again since: it is what the later clearing put aside that comes back
            var later = new Document(all.get(next));
            later.append(LOCAL, together(contact, local(aside), local(later), goOn));
            var left = new ArrayList<>(all);
            left.set(next, later);
            left.remove(aside);
            return set(DocumentFields.CLEARED, left);
        }
        var changes = new ArrayList<Bson>();
        if (!contact.present() && !contact.isOwn()) {
            if (aside.getBoolean(OWN, false)) {
                if (importedSince) {
                    return null;
                }
                changes.add(set(DocumentFields.OWN, true));
            } else if (!importedSince && aside.getBoolean(PRESENT, false) && contact.sourceId() != null) {
                changes.add(set(DocumentFields.PRESENT, true));
            }
        }
        var local = together(contact, local(aside), contact.local(), goOn);
        changes.add(local.isEmpty() ? unset(DocumentFields.LOCAL) : set(DocumentFields.LOCAL, local));
        changes.add(forgetting(contact, clearingId));
        return combine(changes);
    }

    /** Once nobody can take it back any more. */
    static Bson forgetting(ContactView contact, String clearingId) {
        var left = cleared(contact).stream()
                .filter(aside -> !clearingId.equals(aside.getString(CLEARING)))
                .toList();
        return left.isEmpty() ? unset(DocumentFields.CLEARED) : set(DocumentFields.CLEARED, left);
    }

    /** Of a contact of our own that nobody can bring back nothing is left. */
    static boolean isToBeForgotten(ContactView contact, String clearingId) {
        return find(contact, clearingId).orElseThrow().getBoolean(OWN, false) && !contact.present() && !contact.isOwn();
    }

    /** What was decided since stays; the rest is as it was before. */
    private static Document together(
            ContactView contact, Document before, Document since, Map<ContactId, ContactId> goOn) {
        var links = links(before, since, contact.id(), goOn);
        var both = new Document(before);
        if (!since.isEmpty()) {
            NOTES.forEach(both::remove);
            both.putAll(since);
            var overrides = new Document(before.get(LocalFields.OVERRIDES, new Document()));
            var known = since.get(LocalFields.OVERRIDES, new Document());
            if (known.containsKey(RosterFields.EMAIL)) {
                overrides.remove(RosterFields.EMAIL_GIVEN);
            }
            overrides.putAll(known);
            if (!overrides.isEmpty()) {
                both.append(LocalFields.OVERRIDES, overrides)
                        .append(LocalFields.WORDS, ContactView.wordsOf(contact.businessId(), overrides));
            }
            var answers = new Document(before.get(LocalFields.ANSWERS, new Document()));
            answers.putAll(since.get(LocalFields.ANSWERS, new Document()));
            if (!answers.isEmpty()) {
                both.append(LocalFields.ANSWERS, answers);
            }
            // whoever looked at the contact before sees that it changed
            both.append(LocalFields.VERSION, since.getInteger(LocalFields.VERSION, 0) + 1);
        }
        if (!links.isEmpty() || both.containsKey(LocalFields.LINKS)) {
            both.append(LocalFields.LINKS, links);
        }
        return both;
    }

    /** Of two links to one student the one that was made since. */
    private static List<Document> links(
            Document before, Document since, ContactId self, Map<ContactId, ContactId> goOn) {
        var links = new ArrayList<>(links(since));
        var linked = links.stream()
                .map(link -> link.getString(ContactLink.STUDENT))
                .collect(Collectors.toCollection(HashSet::new));
        linked.add(self.value());
        links(before).forEach(link -> {
            var student = new ContactId(link.getString(ContactLink.STUDENT));
            var now = goOn.getOrDefault(student, student).value();
            if (linked.add(now)) {
                links.add(new Document(link).append(ContactLink.STUDENT, now));
            }
        });
        return links;
    }

    private static List<Document> links(Document local) {
        return local.getList(LocalFields.LINKS, Document.class, List.of());
    }

    private static Document local(Document aside) {
        return aside.get(LOCAL, new Document());
    }

    private static Optional<Document> find(ContactView contact, String clearingId) {
        return cleared(contact).stream()
                .filter(aside -> clearingId.equals(aside.getString(CLEARING)))
                .findAny();
    }

    /** What each clearing put aside, the latest last. */
    private static List<Document> cleared(ContactView contact) {
        return contact.document().getList(DocumentFields.CLEARED, Document.class, List.of());
    }
}
