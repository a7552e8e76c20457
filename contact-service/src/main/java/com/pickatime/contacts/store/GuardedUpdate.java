package com.pickatime.contacts.store;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.pickatime.platform.ids.ContactId;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * The updates that make a document what a change says, provided that nothing newer made it something else.
 *
 * <p>Whether the source has an entity and what its fields are have a revision each, because a removal says nothing about the
 * fields. So a change that arrives after a later removal still leaves its fields behind, and every order of the same
 * changes ends in the same document.
 */
record GuardedUpdate(Projection projection) {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BsonInt64 NEVER = new BsonInt64(0);
    private static final BsonInt32 FIRST_GENERATION = new BsonInt32(ContactId.FIRST_GENERATION);

    /**
     * Changes what is older, or creates what is missing. MongoDB reports a duplicate {@code _id} if the document is
     * there and not older, or was created by somebody else in this moment.
     */
    WriteModel<BsonDocument> orInsert(RosterChange change) {
        return new UpdateOneModel<>(
                older(change, change.id()),
                new BsonDocument("$set", state(change)).append("$setOnInsert", identity(change)),
                UPSERT);
    }

    /** Creates what is missing, and meets a duplicate {@code _id} wherever {@link #orInsert} would or could update. */
    WriteModel<BsonDocument> insert(RosterChange change) {
        var document = new BsonDocument(DocumentFields.ID, new BsonString(change.id()));
        document.putAll(identity(change));
        document.putAll(state(change));
        return new InsertOneModel<>(document);
    }

    /**
     * The same for a document that is known to be there; what it leaves untouched is stale, or its source ID went elsewhere.
     *
     * @param id of the document
     */
    Stream<WriteModel<BsonDocument>> ofExisting(RosterChange change, String id) {
        var update = new UpdateOneModel<BsonDocument>(older(change, id), new BsonDocument("$set", state(change)));
        return Stream.of(
                update,
                change.content() == null ? beforeReturn(change, id) : behindRemoval(change, id, change.content()));
    }

    /** A removal that comes after the return still leaves behind that the entity was away. */
    private static WriteModel<BsonDocument> beforeReturn(RosterChange change, String id) {
        var revision = new BsonInt64(change.revision());
        var filter = of(change, id)
                .append(DocumentFields.REVISION, new BsonDocument("$gt", revision))
                .append(DocumentFields.REMOVED_REVISION, new BsonDocument("$lt", revision));
        return new UpdateOneModel<>(
                filter, new BsonDocument("$set", new BsonDocument(DocumentFields.REMOVED_REVISION, revision)));
    }

    private WriteModel<BsonDocument> behindRemoval(RosterChange change, String id, RosterContent content) {
        var revision = new BsonInt64(change.revision());
        var filter = of(change, id)
                .append(DocumentFields.REVISION, new BsonDocument("$gt", revision))
                .append(DocumentFields.ROSTER_REVISION, new BsonDocument("$lt", revision));
        return new UpdateOneModel<>(
                filter, new BsonDocument("$set", addContent(new BsonDocument(), revision, content)));
    }

    private static BsonDocument identity(RosterChange change) {
        var identity = new BsonDocument(
                        DocumentFields.BUSINESS,
                        new BsonString(change.businessId().value()))
                .append(DocumentFields.SOURCE, new BsonString(change.sourceId()));
        if (change.collection() == RosterCollection.CONTACTS) {
            identity.append(DocumentFields.GENERATION, FIRST_GENERATION);
        }
        return identity.append(
                change.content() == null ? DocumentFields.ROSTER_REVISION : DocumentFields.REMOVED_REVISION, NEVER);
    }

    /** A document whose source ID went to another one takes nothing of it any more. */
    private static BsonDocument of(RosterChange change, String id) {
        return new BsonDocument(DocumentFields.ID, new BsonString(id))
                .append(DocumentFields.SOURCE, new BsonString(change.sourceId()));
    }

    private static BsonDocument older(RosterChange change, String id) {
        return of(change, id)
                .append(DocumentFields.REVISION, new BsonDocument("$lt", new BsonInt64(change.revision())));
    }

    private BsonDocument state(RosterChange change) {
        var revision = new BsonInt64(change.revision());
        var state = new BsonDocument(DocumentFields.REVISION, revision)
                .append(DocumentFields.IMPORT, new BsonString(change.importId().value()))
                .append(DocumentFields.PRESENT, BsonBoolean.valueOf(change.content() != null));
        return change.content() == null
                ? state.append(DocumentFields.REMOVED_REVISION, revision)
                : addContent(state, revision, change.content());
    }

    private BsonDocument addContent(BsonDocument set, BsonInt64 revision, RosterContent content) {
        return set.append(DocumentFields.ROSTER_REVISION, revision)
                .append(DocumentFields.HASH, new BsonBinary(content.hash()))
                .append(DocumentFields.PROJECTION, new BsonInt32(projection.number()))
                .append(DocumentFields.ROSTER, content.fields());
    }
}
