package com.pickatime.imports.source.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles of OneRoster 1.2's roles.csv, by user.
 *
 * <p>The one thing of an upload that is kept on the heap: about 100 bytes per user, for users share what they have in
 * common.
 */
final class UserRoles {

    private static final RolesAndOrgs NONE = new RolesAndOrgs(List.of(), List.of());

    private final Map<String, RolesAndOrgs> byUser = new HashMap<>();
    private final Map<RolesAndOrgs, RolesAndOrgs> shared = new HashMap<>();

    void add(String user, String role, @Nullable String org) {
        var more = of(user).plus(role, org);
        byUser.put(user, shared.computeIfAbsent(more, same -> same));
    }

    /** Nothing for a user who has none, and for null. */
    RolesAndOrgs of(@Nullable String user) {
        return byUser.getOrDefault(user, NONE);
    }

    /** The roles of one user, and at which organisations. */
    record RolesAndOrgs(List<String> roles, List<String> orgs) {

        RolesAndOrgs plus(String role, @Nullable String org) {
            return new RolesAndOrgs(with(roles, role), org == null ? orgs : with(orgs, org));
        }

        private static List<String> with(List<String> values, String value) {
            return values.contains(value)
                    ? values
                    : Stream.concat(values.stream(), Stream.of(value)).toList();
        }
    }
}
