package com.pickatime.sso.accounts.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.platform.ids.BusinessId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class AdministratorRequestTest {

    @Test
    void takesANameAndAnAddressWithoutTheSpaceAroundThem() {
        assertThat(new AdministratorRequest(" Ada Byron ", " ada@example.org ").checked(new BusinessId("oak")))
                .isEqualTo(new AdministratorRequest.Checked("Ada Byron", "ada@example.org"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "A\nB", "A\u0000"})
    void refusesWhatIsNoName(@Nullable String name) {
        refuses(new AdministratorRequest(name, "ada@example.org"), "oak", "displayName");
    }

    @Test
    void refusesANameThatFillsAPage() {
        refuses(new AdministratorRequest("a".repeat(101), "ada@example.org"), "oak", "displayName");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "ada@", "@example.org", "ada@example", "a@b.org,c@d.org", "a b@example.org"})
    void refusesWhatIsNoAddress(@Nullable String email) {
        refuses(new AdministratorRequest("Ada", email), "oak", "email");
    }

    @Test
    void refusesAnAddressThatNoMailServerTakes() {
        refuses(new AdministratorRequest("Ada", "ada@" + "a".repeat(250) + ".org"), "oak", "email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Oak", "-oak", "o ak", "o\u00e4k"})
    void refusesABusinessThatCannotBe(String businessId) {
        refuses(new AdministratorRequest("Ada", "ada@example.org"), businessId, "businessId");
    }

    @Test
    void namesEveryFieldThatMustChangeAndRepeatsNothing() {
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> new AdministratorRequest(null, "secret").checked(new BusinessId("oak")))
                .satisfies(
                        refusal -> assertThat(String.valueOf(refusal.getBody().getProperties()))
                                .contains("displayName", "email")
                                .doesNotContain("secret"));
    }

    private static void refuses(AdministratorRequest request, String businessId, String field) {
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> request.checked(new BusinessId(businessId)))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode().value()).isEqualTo(400);
                    assertThat(refusal.getBody().getDetail()).startsWith(field + ":");
                });
    }
}
