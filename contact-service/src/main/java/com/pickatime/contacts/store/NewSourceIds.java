package com.pickatime.contacts.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Parts of bulk writes by which a contact goes on under another source ID, as {@link SourceIds} finds its way to them.
 *
 * <p>First the way of the new one leads to the contact, which nobody finds there yet; whoever held it gave it up before. Then one
 * guarded change of the contact gives the old one up, names who has that from now on, and takes the new one: at no moment do two
 * contacts have one source ID.
 */
public final class NewSourceIds {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private NewSourceIds() {}

    /**
     * Who has a source ID once its contact goes on under another one: nobody sees it until a roster gives the source ID to somebody
     * above {@code revision}. A duplicate {@code _id} tells that it is there.
     */
    public static WriteModel<Document> succeeding(
            BusinessId business, String sourceId, ContactId id, int generation, long revision) {
        return new InsertOneModel<>(SourceIds.prepared(business, sourceId, id, generation, revision));
    }

    /** Lets the way of a source ID lead to a contact; meets a duplicate {@code _id} where somebody has it that it made first. */
    public static WriteModel<Document> leading(BusinessId business, String sourceId, ContactId to) {
        return new UpdateOneModel<>(
                and(eq(DocumentFields.ID, ContactKey.first(business, sourceId)), ne(DocumentFields.SOURCE, sourceId)),
                combine(
                        set(SourceIds.redirect(business, sourceId), to.value()),
                        setOnInsert(DocumentFields.BUSINESS, business)),
                UPSERT);
    }

    /** The ids of the documents at which the ways of source IDs begin. */
    public static String way(BusinessId business, String sourceId) {
        return ContactKey.first(business, sourceId);
    }

    /** Whether this document, read by {@link #way}, leads to that contact. */
    public static boolean leads(BusinessId business, String sourceId, Document way, ContactId to) {
        return !sourceId.equals(way.getString(DocumentFields.SOURCE))
                && to.equals(SourceIds.sentTo(business, sourceId, way));
    }

    /** Takes back that it leads there: what stood for nobody is gone, and whoever gave it up for this has it again. */
    public static List<WriteModel<Document>> leadingNoMore(BusinessId business, String sourceId, ContactId to) {
        var way = and(
                eq(DocumentFields.ID, ContactKey.first(business, sourceId)),
                eq(DocumentFields.SOURCE, null),
                eq(SourceIds.redirect(business, sourceId), to.value()));
        return List.of(
                new DeleteOneModel<>(and(way, exists(DocumentFields.PRESENT, false))),
                new UpdateOneModel<>(
                        and(way, eq(DocumentFields.FORMER_SOURCE, sourceId)),
                        combine(
                                set(DocumentFields.SOURCE, sourceId),
                                set(
                                        SourceIds.redirect(business, sourceId),
                                        ContactId.first(business, sourceId).value()))));
    }

    /** Takes away what waited for a source ID and is no contact yet. */
    public static WriteModel<Document> neverMade(ContactView waiting, String sourceId) {
        return new DeleteOneModel<>(and(
                eq(DocumentFields.ID, waiting.document().getString(DocumentFields.ID)),
                eq(DocumentFields.SOURCE, sourceId),
                exists(DocumentFields.PRESENT, false)));
    }

    /**
     * The change by which a contact goes on under another source ID, provided that it is as it was read.
     *
     * @param successor who has the old one from then on; null for one that nobody else ever knew
     * @param revision changes of rosters up to this one say nothing of the contact any more
     */
    public static WriteModel<Document> goingOn(
            ContactView contact, String from, String to, @Nullable ContactId successor, long revision) {
        var changes = new ArrayList<Bson>();
        changes.add(set(DocumentFields.SOURCE, to));
        changes.add(set(DocumentFields.REVISION, Math.max(contact.revision(), revision)));
        if (successor != null) {
            changes.add(set(DocumentFields.FORMER_SOURCE, from));
            changes.add(set(SourceIds.redirect(contact.businessId(), from), successor.value()));
        }
        return new UpdateOneModel<>(
                and(
                        eq(DocumentFields.ID, contact.document().getString(DocumentFields.ID)),
                        eq(DocumentFields.SOURCE, from),
                        contact.asRead()),
                combine(changes));
    }
}
