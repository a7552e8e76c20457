package com.pickatime.web.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A contact with all that its page shows. */
record ContactCard(
        String contactId,
        @Nullable String sourceId,
        List<String> roles,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String preferredName,
        @Nullable String middleName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable String username,
        List<String> grades,
        boolean active,
        boolean hasSecurityValue,
        boolean present,
        boolean own,
        String state,
        String accessLevel,
        List<String> overridden,
        Map<String, String> rosterValues,
        @Nullable Removal removal,
        @Nullable String mergedInto,
        @Nullable String adoptedFrom) {

    record Removal(Instant at, String reason) {}

    /** The other one of a relationship. */
    record Related(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> claimedBy) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Related" + claimedBy;
        }
    }

    record Relationships(List<Related> parents, List<Related> children) {}

    /** What was done to a contact. */
    record LogEntry(String id, Instant at, String by, String action, Map<String, String> details) {}

    public boolean isStudent() {
        return roles.contains("STUDENT");
    }

    public boolean isParent() {
        return roles.stream().anyMatch(List.of("PARENT", "GUARDIAN", "RELATIVE")::contains);
    }

    /** A field that people may know better than the roster; null for one that is empty. */
    public @Nullable String text(String field) {
        return switch (field) {
            case "givenName" -> givenName;
            case "familyName" -> familyName;
            case "middleName" -> middleName;
            case "email" -> email;
            default -> throw new IllegalArgumentException("nobody overrides " + field);
        };
    }

    public boolean isRemoved() {
        return "REMOVED".equals(state);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "ContactCard" + roles;
    }
}
