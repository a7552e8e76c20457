package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.oneroster.http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The offsets that an answer's {@code Link} headers name (RFC 8288). Nothing else of a link is used: requests go where the
 * connection says, with its credentials, and nowhere else.
 *
 * @param told whether there were any
 * @param more whether one of them is to a next page, wherever that begins
 * @param next where the next page begins, or {@link Answer#UNKNOWN}
 * @param last where the last page begins, or {@link Answer#UNKNOWN}
 */
record Links(boolean told, boolean more, long next, long last) {

    static final Links NONE = new Links(false, false, Answer.UNKNOWN, Answer.UNKNOWN);

    private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:[^,\"]|\"[^\"]*\")*)");
    /** One or several, in quotation marks or not; some servers write apostrophes. */
    private static final Pattern RELATIONS =
            Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;,\"']+))", Pattern.CASE_INSENSITIVE);

    /** In a link that is written as none is, so that only this is known of it. */
    private static final Pattern NEXT = Pattern.compile("rel\\s*=\\s*[\"']?next\\b", Pattern.CASE_INSENSITIVE);

    /** Also behind an ampersand that was escaped as for HTML. */
    private static final Pattern OFFSET =
            Pattern.compile("[?&;]offset=(\\d{1,12})(?:[&;#]|$)", Pattern.CASE_INSENSITIVE);

    static Links of(List<String> headers) {
        var links = NONE;
        for (var header : headers) {
            var link = LINK.matcher(header);
            while (link.find()) {
                var relations = RELATIONS.matcher(link.group(2));
                if (relations.find()) {
                    links = links.with(names(relations), offset(link.group(1)));
                }
            }
            if (!links.more && NEXT.matcher(header).find()) {
                links = links.with(Set.of("next"), OptionalLong.empty());
            }
        }
        return links;
    }

    private Links with(Set<String> relations, OptionalLong offset) {
        boolean isNext = relations.contains("next");
        return new Links(
                true,
                more || isNext,
                isNext ? offset.orElse(next) : next,
                relations.contains("last") ? offset.orElse(last) : last);
    }

    private static Set<String> names(Matcher relations) {
        var names = Stream.of(relations.group(1), relations.group(2), relations.group(3))
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        return Set.copyOf(List.of(names.strip().toLowerCase(Locale.ROOT).split("\\s+")));
    }

    private static OptionalLong offset(String target) {
        var offset = OFFSET.matcher(target);
        return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
    }
}
