package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.records.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * Where a request goes: {@code /{application}/ims/oneroster/v1p1/...} and {@code /proxy/v1p0/{application}/...} are the
 * proxy's forms, {@code /ims/oneroster/v1p1/...} is the district's own server. OneRoster 1.2 is at
 * {@code /ims/oneroster/rostering/v1p2/...} of each.
 *
 * @param application as it stands in the path, not decoded; empty on the direct path
 * @param version of OneRoster that is asked for
 * @param segments what follows, decoded: names of collections and sourcedIds in turn
 */
record OneRosterPath(String application, Version version, List<String> segments) {

    private static final Pattern FORMS =
            Pattern.compile("(?:(?:/proxy/v1p0)?/(?<application>[^/]+))?(?<base>/ims/oneroster/(?:v1p1|rostering/v1p2))"
                    + "(?:/(?<rest>.*))?");

    /** Reads a path that was not decoded; empty if it is none of ours. */
    static Optional<OneRosterPath> of(String rawPath) {
        var matcher = FORMS.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var segments = Arrays.stream(orEmpty(matcher.group("rest")).split("/"))
                .map(segment -> UriUtils.decode(segment, StandardCharsets.UTF_8))
                .toList();
        var version = matcher.group("base").equals(Version.V1_2.path()) ? Version.V1_2 : Version.V1_1;
        return Optional.of(new OneRosterPath(orEmpty(matcher.group("application")), version, segments));
    }

    boolean isDirect() {
        return application.isEmpty();
    }

    /** The name of the collection whose records are asked for. */
    String collection() {
        return segments.get(segments.size() <= 2 ? 0 : segments.size() - 1);
    }

    /** Whether a single record is asked for, which the second segment names. */
    boolean isSingle() {
        return segments.size() == 2;
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
