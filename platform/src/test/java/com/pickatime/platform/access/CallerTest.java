package com.pickatime.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pickatime.platform.ids.BusinessId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerTest {

    private static final Map<String, Object> PERSON =
            Map.of("sub", "T-1", "business_id", "oak", "access_level", "ADMINISTRATOR");

    @Test
    void isAPersonOrAService() {
        assertThat(of(PERSON)).isEqualTo(Caller.person("T-1", new BusinessId("oak"), AccessLevel.ADMINISTRATOR));
        assertThat(of(Map.of("sub", "importer", "scope", " a  b a ")))
                .isEqualTo(Caller.service("importer", Set.of("a", "b")));
    }

    @Test
    void isNeverBothNorNeither() {
        refuses(Map.of("sub", "T-1"));
        refuses(Map.of("sub", "T-1", "scope", " "));
        refuses(with("scope", "contacts.read"));
        refuses(with("access_level", "OWNER"));
        refuses(with("access_level", "administrator"));
        refuses(with("business_id", " "));
        refuses(with("sub", ""));
        refuses(Map.of("sub", "T-1", "business_id", "oak", "scope", "a"));
        refuses(Map.of("sub", "T-1", "access_level", "ADMINISTRATOR", "scope", "a"));
        refuses(Map.of("business_id", "oak", "access_level", "ADMINISTRATOR"));
    }

    @Test
    void takesNoClaimOfAnotherTypeForAnAbsentOne() {
        refuses(with("scope", List.of("contacts.read")));
        refuses(with("business_id", List.of("oak")));
        refuses(with("business_id", 7));
    }

    @Test
    void isOnlyWhoWasAuthenticatedByAToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Caller.of(new TestingAuthenticationToken("somebody", "password")));
        assertThat(Caller.of(new TestingAuthenticationToken(of(PERSON), "")).subject())
                .isEqualTo("T-1");
    }

    @Test
    void ordersLevelsByWhatTheyAllow() {
        assertThat(AccessLevel.ADMINISTRATOR.atLeast(AccessLevel.EVENT_ADMINISTRATOR))
                .isTrue();
        assertThat(AccessLevel.CUSTOMER.atLeast(AccessLevel.CUSTOMER)).isTrue();
        assertThat(AccessLevel.CUSTOMER.atLeast(AccessLevel.APPOINTMENT_VIEWER)).isFalse();
    }

    private static Map<String, Object> with(String claim, Object value) {
        var claims = new HashMap<>(PERSON);
        claims.put(claim, value);
        return claims;
    }

    private static void refuses(Map<String, Object> claims) {
        assertThatIllegalArgumentException().as(claims.toString()).isThrownBy(() -> of(claims));
    }

    private static Caller of(Map<String, Object> claims) {
        return Caller.of(Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .claims(all -> all.putAll(claims))
                .build());
    }
}
