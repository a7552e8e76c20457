package com.pickatime.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.testing.RunningService;
import com.pickatime.local.testing.access.EndpointWalk;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import org.assertj.core.api.AbstractIntegerAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactAccessIT {

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @Test
    void isClosedEverywhere() {
        var walk = EndpointWalk.through(service.context())
                .leavingOpen(
                        "GET /actuator/health", "GET /actuator/health/{*path}", "GET /openapi", "GET /openapi.yaml")
                .allowing(
                        AccessLevel.CUSTOMER,
                        "POST /businesses/{businessId:[^:]+}/links",
                        "GET /businesses/{businessId:[^:]+}/links",
                        "DELETE /businesses/{businessId:[^:]+}/links/{studentId}",
                        "GET /businesses/{businessId:[^:]+}/display-options")
                .allowing(
                        AccessLevel.EVENT_ADMINISTRATOR,
                        "POST /businesses/{businessId:[^:]+}/contacts/{contactId}/security-value");

        walk.findsNothingOpen();
        walk.findsEverythingDocumented();
        assertThat(walk.endpoints())
                .contains(
                        "GET /businesses/{businessId:[^:]+}/source-index",
                        "GET /businesses/{businessId:[^:]+}/contacts",
                        "POST /businesses/{businessId:[^:]+}/sign-in-matches",
                        "GET /actuator/metrics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts",
                "contacts/x",
                "contacts/x/relationships",
                "classes",
                "summary",
                "imports/x",
                "birth-date-preflight"
            })
    void letsAdministratorsAndReadersIn(String what) {
        for (var token : new String[] {
            TestTokens.person("simpson/ä", AccessLevel.ADMINISTRATOR), TestTokens.service(Scopes.CONTACTS_READ)
        }) {
            status(token, what).isIn(200, 404);
        }
        status(TestTokens.person("simpson", AccessLevel.ADMINISTRATOR), what).isEqualTo(403);
        status(TestTokens.service(Scopes.SOURCE_INDEX_READ), what).isEqualTo(403);
    }

    @Test
    void keepsTheSourceIndexForTheImportService() {
        status(TestTokens.service(Scopes.SOURCE_INDEX_READ), "source-index").isEqualTo(200);
        status(TestTokens.service(Scopes.CONTACTS_READ), "source-index").isEqualTo(403);
        status(TestTokens.person("simpson/ä", AccessLevel.ADMINISTRATOR), "source-index")
                .isEqualTo(403);
    }

    private static AbstractIntegerAssert<?> status(String token, String what) {
        return assertThat(service.http(token)
                .get()
                .uri("/businesses/{businessId}/" + what, "simpson/ä")
                .exchange()
                .returnResult()
                .getStatus()
                .value());
    }
}
