package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.oneroster.http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The offsets that an answer's {@code Link} headers name (RFC 8288). Nothing else of a link is used: requests go where the
 * connection says, with its credentials, and nowhere else.
 *
 * @param told whether there were any
 * @param next where the next page begins, or {@link Answer#UNKNOWN}
 * @param last where the last page begins, or {@link Answer#UNKNOWN}
 */
record Links(boolean told, long next, long last) {

    static final Links NONE = new Links(false, Answer.UNKNOWN, Answer.UNKNOWN);

    private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:[^,\"]|\"[^\"]*\")*)");
    private static final Pattern RELATION = Pattern.compile(";\\s*rel\\s*=\\s*\"?([^\";,]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OFFSET = Pattern.compile("[?&]offset=(\\d{1,12})(?:&|$)");

    static Links of(List<String> headers) {
        var links = NONE;
        for (var header : headers) {
            var link = LINK.matcher(header);
            while (link.find()) {
                var relation = RELATION.matcher(link.group(2));
                if (relation.find()) {
                    links = links.with(relation.group(1).strip().toLowerCase(Locale.ROOT), offset(link.group(1)));
                }
            }
        }
        return links;
    }

    private Links with(String relation, OptionalLong offset) {
        return new Links(
                true,
                relation.equals("next") ? offset.orElse(next) : next,
                relation.equals("last") ? offset.orElse(last) : last);
    }

    private static OptionalLong offset(String target) {
        var offset = OFFSET.matcher(target);
        return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
    }
}
