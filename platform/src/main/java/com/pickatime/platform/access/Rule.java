package com.pickatime.platform.access;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may use one endpoint, or all that a pattern covers. Patterns are those of controllers, and read the same way. */
public final class Rule {

    private static final Pattern NAMES_BUSINESS = Pattern.compile("\\{" + Who.BUSINESS_VARIABLE + "[:}]");

    private final HttpMethod method;
    private final PathPattern pattern;
    private final List<Who> allowed;

    private Rule(HttpMethod method, String pattern, List<Who> allowed) {
        this.method = method;
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
        this.allowed = allowed;
    }

    /** Everybody may, without a token: for what is proved otherwise, or holds nothing of anybody. */
    public static Rule open(HttpMethod method, String pattern) {
        return new Rule(method, pattern, List.of());
    }

    /**
     * Whoever is one of {@code who} may, with a token.
     *
     * @param method {@code GET} covers {@code HEAD} too
     * @param pattern with the variable {@code businessId} where people are let in
     */
    public static Rule allow(HttpMethod method, String pattern, Who... who) {
        if (who.length == 0) {
            throw new IllegalArgumentException("who may use " + pattern + "? Rule.open lets everybody");
        }
        var people = List.of(who).stream().anyMatch(Who.Person.class::isInstance);
        if (people && !NAMES_BUSINESS.matcher(pattern).find()) {
            throw new IllegalArgumentException(
                    pattern + " lets people in and has no {" + Who.BUSINESS_VARIABLE + "} to compare theirs with");
        }
        return new Rule(method, pattern, List.of(who));
    }

    /**
     * As {@link #allow}, of what is below a business's address.
     *
     * @param what such as {@code contacts/{contactId}}
     */
    public static Rule ofBusiness(HttpMethod method, String what, Who... who) {
        return allow(method, "/businesses/{" + Who.BUSINESS_VARIABLE + ":[^:]+}/" + what, who);
    }

    boolean covers(HttpMethod requested, PathContainer path) {
        var effective = requested.equals(HttpMethod.HEAD) ? HttpMethod.GET : requested;
        return method.equals(effective) && pattern.matches(path);
    }

    /** Whether {@code caller}, or somebody without a token if it is null, may use {@code path}, which this covers. */
    boolean admits(@Nullable Caller caller, PathContainer path) {
        if (allowed.isEmpty()) {
            return true;
        }
        var match = pattern.matchAndExtract(path);
        return caller != null
                && match != null
                && allowed.stream().anyMatch(who -> who.includes(caller, match.getUriVariables()));
    }

    PathPattern pattern() {
        return pattern;
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
