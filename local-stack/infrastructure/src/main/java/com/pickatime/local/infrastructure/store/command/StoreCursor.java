package com.pickatime.local.infrastructure.store.command;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What a client has not fetched yet of a search. */
public final class StoreCursor extends AbstractCursor {

    private final Iterator<Document> remaining;

    /** A cursor over these, which are fetched only when a client asks. */
    public StoreCursor(long id, Iterator<Document> remaining) {
        super(id);
        this.remaining = remaining;
    }

    @Override
    public synchronized boolean isEmpty() {
        return !remaining.hasNext();
    }

    @Override
    public synchronized List<Document> takeDocuments(int count) {
        return take(remaining, count);
    }

    /** The next of them, so many at most. */
    public static List<Document> take(Iterator<Document> documents, int count) {
        var taken = new ArrayList<Document>();
        while (taken.size() < count && documents.hasNext()) {
            taken.add(documents.next());
        }
        return taken;
    }
}
