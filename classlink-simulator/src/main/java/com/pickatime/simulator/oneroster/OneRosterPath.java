package com.pickatime.simulator.oneroster;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * Where a request goes: {@code /{application}/ims/oneroster/v1p1/...} and {@code /proxy/v1p0/{application}/...} are the
 * proxy's forms, {@code /ims/oneroster/v1p1/...} is the district's own server.
 *
 * @param application as it stands in the path, not decoded; empty on the direct path
 * @param resource the name of the collection
 * @param sourcedId decoded; empty when the whole collection is meant
 */
record OneRosterPath(String application, String resource, String sourcedId) {

    private static final Pattern FORMS = Pattern.compile(
            "(?:(?:/proxy/v1p0)?/(?<application>[^/]+))?/ims/oneroster/v1p1/(?<resource>[^/]+)(?:/(?<id>[^/]+))?/?");

    /** Reads a path that was not decoded; empty if it is none of ours. */
    static Optional<OneRosterPath> of(String rawPath) {
        var matcher = FORMS.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OneRosterPath(
                orEmpty(matcher.group("application")),
                matcher.group("resource"),
                UriUtils.decode(orEmpty(matcher.group("id")), StandardCharsets.UTF_8)));
    }

    boolean isDirect() {
        return application.isEmpty();
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
