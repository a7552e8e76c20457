package com.pickatime.simulator.applications;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * One district that added the application, as the list shows it.
 *
 * @param onerosterApplicationId to be put into paths as it is
 * @param name of the application
 */
record Application(
        @JsonUnwrapped Numbers numbers,
        @JsonUnwrapped Tenant tenant,
        @JsonProperty("oneroster_application_id") String onerosterApplicationId,
        String name,
        String version) {

    private static final String PRODUCT = "pickAtime";

    /** Neither of them stands in any path. */
    record Numbers(long id, @JsonProperty("application_id") long applicationId) {}

    /**
     * Whose roster it is.
     *
     * @param enabled a boolean, but as a string
     * @param bearer null until the district enables the application
     */
    record Tenant(
            @JsonProperty("tenant_id") int id,
            @JsonProperty("tenant_name") String name,
            @JsonProperty("tenant_status") String status,
            String enabled,
            @Nullable String bearer) {}

    static Application of(Tenant tenant, String onerosterApplicationId) {
        return new Application(new Numbers(10_000L + tenant.id(), 67_890), tenant, onerosterApplicationId, PRODUCT, "");
    }
}
