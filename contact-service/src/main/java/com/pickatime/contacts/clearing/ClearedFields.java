package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.rename;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.platform.access.AccessLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What a clearing does to one contact, and how it is taken back: each is one change of one document.
 *
 * <p>A cleared contact is as one that the source does not have, by the clearing's own revision: what an import published before is
 * older and changes nothing, and the next import makes the contact present again. What was decided of it here is put aside, so that it
 * comes back fresh.
 */
final class ClearedFields {

    /** Which clearing it was, as a query names it. */
    static final String BY = DocumentFields.CLEARED + ".clearing";

    private static final String WAS_PRESENT = DocumentFields.CLEARED + ".present";
    private static final String WAS_OWN = DocumentFields.CLEARED + ".own";
    private static final String LOCAL = DocumentFields.CLEARED + ".local";

    /** Not decisions, but notes about them. */
    private static final Set<String> NOTES =
            Set.of(LocalFields.VERSION, LocalFields.CHANGED_AT, LocalFields.CHANGED_BY);

    private ClearedFields() {}

    /** Whether a clearing of this level deletes the contact: never an administrator, nor who asks for it. */
    static boolean concerns(ContactView contact, AccessLevel level, String actor) {
        return contact.state() == ContactState.ACTIVE
                && (contact.present() || contact.isOwn() || !contact.local().isEmpty())
                && contact.level() != AccessLevel.ADMINISTRATOR
                && level.atLeast(contact.level())
                && !contact.id().value().equals(actor);
    }

    static boolean isClearedBy(ContactView contact, String clearingId) {
        return clearingId.equals(cleared(contact).getString("clearing"));
    }

    /** Those that are as they were read. */
    static Bson asRead(ContactView contact) {
        return and(eq(DocumentFields.ID, contact.document().getString(DocumentFields.ID)), contact.asRead());
    }

    static Bson clearing(ContactView contact, String clearingId, long revision) {
        return combine(
                set(DocumentFields.PRESENT, false),
                set(DocumentFields.REVISION, revision),
                set(DocumentFields.REMOVED_REVISION, revision),
                set(BY, clearingId),
                set(WAS_PRESENT, contact.present()),
                set(WAS_OWN, contact.isOwn()),
                unset(DocumentFields.OWN),
                contact.local().isEmpty() ? unset(LOCAL) : rename(DocumentFields.LOCAL, LOCAL));
    }

    /**
     * Takes a clearing back for one contact; null if that would make a twin.
     *
     * @param importedSince whether an import was applied after the clearing: then the roster tells who is there, and a contact of our
     *     own may be in it under another id
     */
    static @Nullable Bson undoing(ContactView contact, boolean importedSince) {
        var cleared = cleared(contact);
        var local = cleared.get("local", new Document());
        if (contact.present() || contact.isOwn()) {
            return combine(merged(contact, local), unset(DocumentFields.CLEARED));
        }
        if (cleared.getBoolean("own", false)) {
            return importedSince
                    ? null
                    : combine(set(DocumentFields.OWN, true), back(local), unset(DocumentFields.CLEARED));
        }
        return combine(
                set(DocumentFields.PRESENT, !importedSince && cleared.getBoolean("present", false)),
                back(local),
                unset(DocumentFields.CLEARED));
    }

    /** Once nobody can take it back any more: of a contact of our own nothing is left. */
    static boolean isToBeForgotten(ContactView contact) {
        return cleared(contact).getBoolean("own", false) && !contact.present() && !contact.isOwn();
    }

    private static Bson back(Document local) {
        return local.isEmpty() ? unset(DocumentFields.LOCAL) : set(DocumentFields.LOCAL, local);
    }

    /** Who is there again keeps what was decided since; the rest is as it was before. */
    private static Bson merged(ContactView contact, Document before) {
        var changes = new ArrayList<Bson>();
        before.forEach((field, value) -> {
            if (!NOTES.contains(field) && !contact.local().containsKey(field)) {
                changes.add(set(LocalFields.path(field), value));
            }
        });
        if (before.containsKey(LocalFields.LINKS) && contact.local().containsKey(LocalFields.LINKS)) {
            changes.add(set(LocalFields.path(LocalFields.LINKS), bothLinks(contact, before)));
        }
        // whoever looked at the contact before sees that it changed
        changes.add(set(LocalFields.path(LocalFields.VERSION), contact.version() + 1));
        return combine(changes);
    }

    private static List<Document> bothLinks(ContactView contact, Document before) {
        var links = new ArrayList<>(contact.local().getList(LocalFields.LINKS, Document.class));
        var linked =
                contact.links().stream().map(link -> link.student().value()).collect(Collectors.toSet());
        before.getList(LocalFields.LINKS, Document.class).stream()
                .filter(link -> !linked.contains(link.getString("student")))
                .forEach(links::add);
        return links;
    }

    private static Document cleared(ContactView contact) {
        return contact.document().get(DocumentFields.CLEARED, new Document());
    }
}
