package com.pickatime.imports.source.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A OneRoster record as its source wrote it, by the field names of OneRoster's JSON. OneRoster keeps what a district adds under
 * {@code metadata}: it is named {@code metadata.name}, as in the columns of files.
 */
public interface SourceRecord {

    /** A plain value without surrounding blanks, or null when it is absent or blank. */
    @Nullable
    String text(String field);

    /** A list of plain values, none of them blank. */
    List<String> texts(String field);

    /** The sourcedId that is the record's own, byte for byte, or null when absent or blank. */
    @Nullable
    String sourceId();

    /** The sourcedId that a reference such as {@code course} points at, or null. */
    @Nullable
    String reference(String field);

    /** The sourcedIds that a list of references such as {@code agents} points at. */
    List<String> references(String field);

    /** A user's roles: one in OneRoster 1.1, any number in 1.2, of which {@code reader} says whether they are over. */
    List<String> roles(RowReader reader);

    /** The sourcedIds of a user's organisations: named by the user in OneRoster 1.1, by its roles in 1.2. */
    List<String> orgs(RowReader reader);

    /** What the whole, of which this record is a part, proves about dates with the year last. */
    DateOrder dateOrder();
}
