package com.pickatime.imports.connection;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What happens to a district that ClassLink tells about for the first time.
 *
 * @param administrators who is told about imports of automatically onboarded districts
 * @param team who is told that a district was found
 */
@Validated
@ConfigurationProperties("imports.onboarding")
public record OnboardingSettings(
        @DefaultValue("MANUAL") Policy policy,
        @DefaultValue List<@Email String> administrators,
        @DefaultValue List<@Email String> team) {

    /** Who configures a new connection. */
    public enum Policy {
        /** The onboarding team. */
        MANUAL,
        /** Nobody: it gets the defaults and is activated at once. */
        AUTOMATIC
    }

    @AssertTrue(message = "automatic onboarding needs imports.onboarding.administrators")
    public boolean isAutomaticOnlyWithAdministrators() {
        return !isAutomatic() || !administrators.isEmpty();
    }

    public boolean isAutomatic() {
        return policy == Policy.AUTOMATIC;
    }

    /** Hides addresses. */
    @Override
    public String toString() {
        return "OnboardingSettings[" + policy + "]";
    }
}
