package com.pickatime.simulator.tables;

import com.pickatime.simulator.records.Entity;
import java.time.Instant;

/** A collection of records in the order of their sourcedIds, any of which can be had by its index. */
public interface RecordTable {

    int size();

    String id(int index);

    /** The index of the record with this sourcedId, or -1. */
    int indexOf(String id);

    /** Whether the record is there to say that something is, and not that it is to be deleted. */
    boolean isActive(int index);

    /** The record's role or type, or an empty string where records have neither. */
    String kind(int index);

    /** The sourcedId of the person whom the record is about, or an empty string. */
    String person(int index);

    Instant modifiedAt(int index);

    Entity row(int index);
}
