package com.pickatime.simulator.query;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The records chosen for an answer. */
public final class Page {

    private final int[] indexes;
    private final int total;

    /**
     * Chooses records.
     *
     * @param indexes of the records in their collection
     * @param total how many match on all pages
     */
    Page(int[] indexes, int total) {
        this.indexes = indexes;
        this.total = total;
    }

    /** Picks what the request asks for, and goes on counting. */
    static Page collect(IntStream matching, PageRequest request) {
        var indexes = new int[request.limit()];
        var end = (long) request.offset() + request.limit();
        var total = 0;
        for (var all = matching.iterator(); all.hasNext(); total++) {
            var index = all.nextInt();
            if (total >= request.offset() && total < end) {
                indexes[total - request.offset()] = index;
            }
        }
        var found = Math.max(0, Math.min(total, end) - request.offset());
        return new Page(Arrays.copyOf(indexes, (int) found), total);
    }

    public int total() {
        return total;
    }

    public int size() {
        return indexes.length;
    }

    /** This page without the second half of its records. */
    public Page halved() {
        return new Page(Arrays.copyOf(indexes, indexes.length / 2), total);
    }

    IntStream indexes() {
        return IntStream.of(indexes);
    }
}
