package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a clearing would delete, read contact by contact. */
@Component
class ClearingPreviews {

    private static final int BATCH = 2_000;

    private final MongoCollection<Document> contacts;

    ClearingPreviews(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
    }

    /**
     * What a clearing would delete.
     *
     * @param contacts how many in all
     * @param byLevel how many of each level
     * @param inRoster how many the roster has: the next import brings them back
     * @param ownContacts how many were made here: no import brings them back
     * @param givenLevels how many have a level that an administrator gave them
     * @param overridden how many have fields that are ours and not the roster's
     * @param links parent-student links that were made here and are deleted with the parents
     * @param digest names exactly these contacts as they are
     */
    record Preview(
            AccessLevel level,
            long contacts,
            Map<AccessLevel, Long> byLevel,
            long inRoster,
            long ownContacts,
            long givenLevels,
            long overridden,
            long links,
            String digest) {

        /** What has to be typed. */
        String confirmation() {
            return ClearingPreviews.confirmation(digest);
        }
    }

    /** What has to be typed to delete what a preview with this digest showed. */
    static String confirmation(String digest) {
        return "DELETE " + digest.substring(0, Math.max(0, digest.indexOf('-'))) + " CONTACTS";
    }

    Mono<Preview> of(BusinessId business, AccessLevel level, String actor) {
        return Flux.from(contacts.find(and(BusinessRange.of(business), ContactView.any()))
                        .projection(Projections.include(
                                DocumentFields.BUSINESS,
                                DocumentFields.REVISION,
                                DocumentFields.PRESENT,
                                DocumentFields.OWN,
                                DocumentFields.STATE,
                                DocumentFields.LOCAL,
                                RosterFields.path(RosterFields.ROLES)))
                        .sort(Sorts.ascending(DocumentFields.ID))
                        .batchSize(BATCH))
                .map(ContactView::new)
                .filter(contact -> ClearedFields.concerns(contact, level, actor))
                .collect(() -> new Tally(level), Tally::add)
                .map(Tally::preview);
    }

    private static final class Tally {

        private final AccessLevel level;
        private final Map<AccessLevel, Long> byLevel = new EnumMap<>(AccessLevel.class);
        private final MessageDigest digest = sha256();
        private long contacts;
        private long inRoster;
        private long own;
        private long givenLevels;
        private long overridden;
        private long links;

        Tally(AccessLevel level) {
            this.level = level;
        }

        void add(ContactView contact) {
            contacts++;
            byLevel.merge(contact.level(), 1L, Long::sum);
            inRoster += contact.present() ? 1 : 0;
            own += contact.isOwn() ? 1 : 0;
            givenLevels += contact.local().containsKey(LocalFields.LEVEL) ? 1 : 0;
            overridden += contact.overrides().isEmpty() ? 0 : 1;
            links += contact.links().size();
            var line = contact.id().value() + ' ' + contact.level() + ' ' + contact.tag() + '\n';
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }

        Preview preview() {
            return new Preview(
                    level,
                    contacts,
                    Map.copyOf(byLevel),
                    inRoster,
                    own,
                    givenLevels,
                    overridden,
                    links,
                    contacts + "-" + level + '-' + HexFormat.of().formatHex(digest.digest(), 0, 16));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
