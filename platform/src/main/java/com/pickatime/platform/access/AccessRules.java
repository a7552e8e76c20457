package com.pickatime.platform.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * Who may use which endpoint of a service: a bean, or several, which are merged.
 *
 * <p>Of all rules that cover a request, the most specific pattern's decides, as with controllers. What no rule covers is
 * refused to everybody, so that a forgotten endpoint is closed.
 */
public final class AccessRules {

    private final List<Rule> mostSpecificFirst;

    private AccessRules(List<Rule> rules) {
        var seen = new HashSet<String>();
        rules.stream()
                .map(Rule::toString)
                .filter(rule -> !seen.add(rule))
                .findAny()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("two rules for " + twice + ": which one?");
                });
        this.mostSpecificFirst =
                rules.stream().sorted(Comparator.comparing(Rule::pattern)).toList();
    }

    public static AccessRules of(Rule... rules) {
        return new AccessRules(List.of(rules));
    }

    /** All rules in one table; fails with {@link IllegalArgumentException} if two are for the same endpoint. */
    public static AccessRules merged(Collection<AccessRules> parts) {
        return new AccessRules(
                parts.stream().flatMap(part -> part.mostSpecificFirst.stream()).toList());
    }

    /**
     * Whether a request is let through.
     *
     * @param path as it was sent, still encoded
     * @param caller null without a token
     */
    public boolean admit(HttpMethod method, PathContainer path, @Nullable Caller caller) {
        return mostSpecificFirst.stream()
                .filter(rule -> rule.covers(method, path))
                .findFirst()
                .map(rule -> rule.admits(caller, path))
                .orElse(false);
    }

    @Override
    public String toString() {
        return Arrays.toString(mostSpecificFirst.toArray());
    }
}
