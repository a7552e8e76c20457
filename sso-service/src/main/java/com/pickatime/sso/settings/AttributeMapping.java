package com.pickatime.sso.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the SAML attributes that carry what sign-in needs; of those in a list the first that a response has with a
 * value that is not blank counts. An empty list means that nothing is taken.
 */
public record AttributeMapping(List<String> sourceId, List<String> email, List<String> role, List<String> tenantId) {

    /** What ClassLink sends, and the names that other identity providers use for the same. */
    public static final AttributeMapping DEFAULTS = new AttributeMapping(
            List.of("OR:userSourcedId", "userSourcedId", "sourcedId", "SourcedId"),
            List.of("OR:userEmail", "Email", "email", "mail", "urn:oid:0.9.2342.19200300.100.1.3"),
            List.of("Role", "role", "OR:userRole"),
            List.of("Tenant ID", "TenantId", "tenantId"));

    /** All of them. */
    public Set<String> names() {
        return Stream.of(sourceId, email, role, tenantId).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    public AttributeMapping {
        sourceId = List.copyOf(sourceId);
        email = List.copyOf(email);
        role = List.copyOf(role);
        tenantId = List.copyOf(tenantId);
    }
}
