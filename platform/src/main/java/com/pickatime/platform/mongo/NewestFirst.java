package com.pickatime.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;

/**
 * The order of a list whose newest document comes first, those of one moment by their ids, and where a page of it begins.
 *
 * @param at the field with the moment, in milliseconds
 */
public record NewestFirst(String at) {

    private static final String ID = "_id";

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})-(.+)");

    /** By the moment, then by the id. */
    public Bson order() {
        return Sorts.descending(at, ID);
    }

    /**
     * What comes after that; fails with a 400 problem if it is none of {@link #cursor}'s.
     *
     * @param cursor blank for all
     */
    public Bson after(String cursor) {
        if (cursor.isBlank()) {
            return Filters.empty();
        }
        var parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw Problems.invalid("after", "must be the next of the page before");
        }
        var moment = new Date(Long.parseLong(parts.group(1)));
        return or(lt(at, moment), and(eq(at, moment), lt(ID, parts.group(2))));
    }

    /** Where the list goes on after the document of this moment and id. */
    public static String cursor(Instant moment, String id) {
        return moment.toEpochMilli() + "-" + id;
    }
}
