package com.pickatime.imports.connection.classlink;

import org.jspecify.annotations.Nullable;

/**
 * One district's grant of its roster to pickAtime, as ClassLink lists it.
 *
 * @param oneRosterApplicationId percent-encoded by ClassLink, for a path as it is; null when the district has none yet
 * @param bearer token for the district's roster; null when the district has none yet
 */
public record ClassLinkApplication(
        String tenantId,
        String tenantName,
        boolean enabled,
        String tenantStatus,
        @Nullable String oneRosterApplicationId,
        @Nullable String bearer) {

    /** True when the roster can be read. */
    public boolean isReady() {
        return enabled && "Active".equalsIgnoreCase(tenantStatus) && oneRosterApplicationId != null && bearer != null;
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "ClassLinkApplication[tenantId=" + tenantId + ", enabled=" + enabled + ", tenantStatus=" + tenantStatus
                + "]";
    }
}
