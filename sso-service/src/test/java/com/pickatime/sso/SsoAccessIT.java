package com.pickatime.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.EndpointWalk;
import com.pickatime.local.testing.access.TokenIssuer;
import com.pickatime.sso.keys.token.TokenSigningKeys;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SsoAccessIT {

    @Test
    void isClosedButForWhatBrowsersAndStrangersNeed() {
        try (var service = RunningService.start(TestStore.freshDatabaseName())) {
            var ring = Objects.requireNonNull(
                    service.bean(TokenSigningKeys.class).ring().block(Duration.ofSeconds(30)));

            var walk = EndpointWalk.through(service.context())
                    .withTokensOf(new TokenIssuer(ring.signing(), RunningService.ISSUER))
                    .leavingOpen(
                            "GET /actuator/health",
                            "GET /actuator/health/{*path}",
                            "GET /openapi",
                            "GET /openapi.yaml",
                            "GET /.well-known/jwks.json",
                            "POST /oauth2/token",
                            "GET /",
                            "GET /assets/{name}",
                            "GET /invitations/{token}",
                            "GET /password-links/{token}",
                            "GET /sign-in/{businessId}/forgotten-password",
                            "GET /sign-in/{businessId}/register",
                            "GET /sign-in/{businessId}",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/metadata",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/login",
                            "POST /saml/" + SingleSignOn.BUSINESS + "/acs",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/complete",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/switch",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/slo",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/test",
                            "GET /saml/" + SingleSignOn.BUSINESS + "/test/result");

            walk.findsNothingOpen();
            walk.findsEverythingDocumented(
                    "GET /",
                    "GET /assets/{name}",
                    "GET /invitations/{token}",
                    "GET /password-links/{token}",
                    "POST /password-links/{token}",
                    "GET /sign-in/{businessId}/forgotten-password",
                    "POST /sign-in/{businessId}/forgotten-password",
                    "GET /sign-in/{businessId}/register",
                    "POST /sign-in/{businessId}/register",
                    "GET /saml/{businessId}/complete",
                    "GET /saml/{businessId}/login",
                    "GET /saml/{businessId}/metadata",
                    "GET /saml/{businessId}/slo",
                    "GET /saml/{businessId}/switch",
                    "GET /saml/{businessId}/test",
                    "GET /saml/{businessId}/test/result",
                    "GET /sign-in/{businessId}",
                    "POST /invitations/{token}",
                    "POST /saml/{businessId}/acs",
                    "POST /saml/{businessId}/switch",
                    "POST /sign-in/{businessId}",
                    "POST /sign-out");
            assertThat(walk.endpoints())
                    .contains("DELETE /businesses/{businessId}/sessions", "POST /keys/saml/rotation");
        }
    }
}
