package com.pickatime.simulator.query;

import com.pickatime.simulator.tables.Selection;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The records chosen for an answer. */
public final class RecordPage {

    private final int[] indexes;
    private final int total;

    /**
     * Chooses records.
     *
     * @param indexes of the records in their collection
     * @param total how many match on all pages
     */
    RecordPage(int[] indexes, int total) {
        this.indexes = indexes;
        this.total = total;
    }

    /**
     * Picks what the request asks for.
     *
     * @param selection all that matches, in ascending order
     * @param shift by how many places the order is turned round; 0 when it is as it should be
     */
    public static RecordPage of(Selection selection, PageRequest request, int shift) {
        var total = selection.size();
        var first = Math.min(request.offset(), total);
        var size = Math.min(request.limit(), total - first);
        return new RecordPage(
                IntStream.range(first, first + size)
                        .map(place -> (int) (((long) place + shift) % total))
                        .map(place -> selection.at(request.order().descending() ? total - 1 - place : place))
                        .toArray(),
                total);
    }

    public int total() {
        return total;
    }

    public int size() {
        return indexes.length;
    }

    /** This page without the second half of its records. */
    public RecordPage halved() {
        return first(indexes.length / 2);
    }

    /** The first of its records, at most so many. */
    public RecordPage first(int rows) {
        return new RecordPage(Arrays.copyOf(indexes, Math.min(rows, indexes.length)), total);
    }

    IntStream indexes() {
        return IntStream.of(indexes);
    }
}
