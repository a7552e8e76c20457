package com.pickatime.simulator.tables;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records chosen from a collection by their indexes, any of which can be had by its place without counting to it. */
public final class Selection {

    private final int first;
    private final int size;
    private final int @Nullable [] listed;

    private Selection(int first, int size, int @Nullable [] listed) {
        this.first = first;
        this.size = size;
        this.listed = listed;
    }

    /** Indexes that follow each other, the end excluded. */
    public static Selection range(int first, int end) {
        return new Selection(first, end - first, null);
    }

    /** Any indexes, in the order in which they are to be given. */
    public static Selection of(IntStream indexes) {
        var listed = indexes.toArray();
        return new Selection(0, listed.length, listed);
    }

    public int size() {
        return size;
    }

    /**
     * The index at a place.
     *
     * @param place from 0 to {@code size - 1}
     */
    public int at(int place) {
        return listed == null ? first + place : listed[place];
    }

    public IntStream indexes() {
        return listed == null ? IntStream.range(first, first + size) : Arrays.stream(listed);
    }

    /** How many indexes it keeps in memory. */
    public int weight() {
        return listed == null ? 0 : listed.length;
    }
}
