package com.pickatime.conferences.slots;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;

/** The order of lists of slots and of appointments, those of one moment by their ids, and where a page of them begins. */
public final class ByStart {

    /** The field with the moment. */
    public static final String START = "start";

    private static final String ID = "_id";
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})-(.+)");

    private ByStart() {}

    public static Bson order() {
        return Sorts.ascending(START, ID);
    }

    /**
     * What comes after that; fails with a 400 problem if it is none of {@link #cursor}'s.
     *
     * @param cursor blank for all
     */
    public static Bson after(String cursor) {
        if (cursor.isBlank()) {
            return Filters.empty();
        }
        var parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw Problems.invalid("after", "must be the next of the page before");
        }
        var moment = new Date(Long.parseLong(parts.group(1)));
        return or(gt(START, moment), and(eq(START, moment), gt(ID, parts.group(2))));
    }

    /** Where the list goes on after that of this moment and id. */
    public static String cursor(Instant start, String id) {
        return start.toEpochMilli() + "-" + id;
    }
}
