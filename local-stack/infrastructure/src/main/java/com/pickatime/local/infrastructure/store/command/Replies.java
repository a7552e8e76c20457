package com.pickatime.local.infrastructure.store.command;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.List;

/** Answers in the shape that drivers expect. */
public final class Replies {

    private Replies() {}

    /** The first documents of a search, and the cursor that has the rest; cursor 0 when there is no rest. */
    public static Document firstBatch(String namespace, List<Document> batch, long cursorId) {
        var cursor = new Document("id", cursorId).append("ns", namespace).append("firstBatch", batch);
        var reply = new Document("cursor", cursor);
        Utils.markOkay(reply);
        return reply;
    }

    /** A refusal with its code, if it has one. */
    public static Document error(MongoServerException e) {
        var reply = new Document("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            reply.append("code", error.getCode()).putIfNotNull("codeName", error.getCodeName());
        }
        return reply.append("ok", 0);
    }
}
