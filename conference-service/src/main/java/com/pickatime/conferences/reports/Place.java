package com.pickatime.conferences.reports;

import com.pickatime.platform.web.Problems;
import java.util.regex.Pattern;
import org.springframework.web.ErrorResponseException;

/**
 * Where a list by people goes on: after this one, and where what belongs to that one goes on. An id alone, for a name is personal data
 * and is not in an address.
 */
record Place(String person, String rest) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,4})\\.(.+)", Pattern.DOTALL);

    /** @throws ErrorResponseException 400 if it is none of {@link #cursor}'s */
    static Place of(String cursor) {
        var parts = CURSOR.matcher(cursor);
        if (parts.matches()) {
            int length = Integer.parseInt(parts.group(1));
            var rest = parts.group(2);
            if (length > 0 && length <= rest.length()) {
                return new Place(rest.substring(0, length), rest.substring(length));
            }
        }
        throw unknown();
    }

    static ErrorResponseException unknown() {
        return Problems.invalid("after", "must be the next of the page before");
    }

    /** The length of the id comes first, for ids have any characters. */
    String cursor() {
        return person.length() + "." + person + rest;
    }
}
