package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * The documents that a search finds, read and matched a few at a time while they are taken.
 *
 * <p>It holds keys, not documents, so the largest collection can be walked in little memory. A document that is
 * removed or stops matching before its turn is left out.
 */
final class Matches implements Iterator<Document> {

    static final int LONGEST_STRIDE = 100;

    private final Iterator<Key> candidates;
    private final int stride;
    private final Function<List<Key>, List<Document>> search;
    private final Deque<Document> found = new ArrayDeque<>();

    /**
     * @param wanted how many will be taken at most: there is no use in looking far beyond the first of them
     * @param search gives those of the documents with these keys that match
     */
    Matches(Iterator<Key> candidates, int wanted, Function<List<Key>, List<Document>> search) {
        this.candidates = candidates;
        this.stride = Math.min(wanted, LONGEST_STRIDE);
        this.search = search;
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && candidates.hasNext()) {
            found.addAll(search.apply(nextStride()));
        }
        return !found.isEmpty();
    }

    private List<Key> nextStride() {
        var next = new ArrayList<Key>(stride);
        while (next.size() < stride && candidates.hasNext()) {
            next.add(candidates.next());
        }
        return next;
    }

    @Override
    public Document next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.removeFirst();
    }
}
