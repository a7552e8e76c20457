package com.pickatime.sso.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.MetadataSettings;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

class SettingsRulesTest {

    private static final BusinessId ELM = new BusinessId("elm");
    private static final String METADATA = "https://idp.example/m";

    private final SettingsRules rules = rules(false);

    @Test
    void fillInWhatIsLeftOut() {
        assertThat(checked(Map.of("provider", "CLASSLINK_SAML", "idpMetadataUrl", METADATA)))
                .isEqualTo(new SsoSettings(
                        ELM,
                        SsoProvider.CLASSLINK_SAML,
                        null,
                        URI.create(METADATA),
                        AttributeMapping.DEFAULTS,
                        true,
                        false,
                        false,
                        false,
                        null));
    }

    @Test
    void letPeopleStartAtTheIdentityProviderWithoutBeingToldSoOnlyForClassLink() {
        assertThat(checked(Map.of("provider", "GENERIC_SAML", "idpMetadataUrl", METADATA))
                        .allowIdpInitiated())
                .isFalse();
        assertThat(checked(Map.of("provider", "GENERIC_SAML", "idpMetadataUrl", METADATA, "allowIdpInitiated", true))
                        .allowIdpInitiated())
                .isTrue();
        assertThat(checked(Map.of("provider", "CLASSLINK_SAML", "idpMetadataUrl", METADATA, "allowIdpInitiated", false))
                        .allowIdpInitiated())
                .isFalse();
    }

    @Test
    void takeEverythingThatIsSaid() {
        var attributes = Map.of("sourceId", List.of(), "email", List.of("mail", "mail"), "tenantId", List.of("T"));

        assertThat(checked(Map.of(
                        "provider",
                        "GENERIC_SAML",
                        "idpMetadataUrl",
                        " " + METADATA + " ",
                        "idpLoginUrl",
                        "https://idp.example/login",
                        "attributes",
                        attributes,
                        "allowSha1",
                        true,
                        "signRequests",
                        true,
                        "tenantId",
                        "2284")))
                .isEqualTo(new SsoSettings(
                        ELM,
                        SsoProvider.GENERIC_SAML,
                        URI.create("https://idp.example/login"),
                        URI.create(METADATA),
                        new AttributeMapping(
                                List.of(), List.of("mail"), AttributeMapping.DEFAULTS.role(), List.of("T")),
                        false,
                        true,
                        false,
                        true,
                        "2284"));
    }

    @Test
    void takeNoProviderWithoutAnythingElse() {
        assertThat(checked(Map.of("provider", "NONE"))).isEqualTo(SsoSettings.none(ELM));
    }

    @Test
    void nameEveryFieldAtFaultAtOnce() {
        assertThat(errors(Map.of("idpLoginUrl", "http://idp.example", "tenantId", " ")))
                .containsOnlyKeys("provider", "idpLoginUrl", "tenantId")
                .extractingByKey("provider")
                .isEqualTo("must be one of [NONE, CLASSLINK_SAML, GENERIC_SAML]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "SAML", ""})
    void knowTheirProviders(String provider) {
        assertThat(errors(Map.of("provider", provider, "idpMetadataUrl", METADATA)))
                .containsOnlyKeys("provider");
    }

    @ParameterizedTest
    @CsvSource({
        "http://idp.example/m, must begin with https://",
        "http://127.0.0.1/m, must begin with https://",
        "idp.example/m, must be a whole address",
        "https://a:b@idp.example/m, must not hold a user name",
        "'not an address', must be a whole address",
        "'', must be a whole address"
    })
    void wantWholeHttpsAddresses(String url, String reason) {
        assertThat(errors(Map.of("provider", "GENERIC_SAML", "idpMetadataUrl", url)))
                .containsOnlyKeys("idpMetadataUrl")
                .extractingByKey("idpMetadataUrl")
                .asString()
                .startsWith(reason);
        assertThat(errors(Map.of("provider", "NONE", "idpLoginUrl", url))).containsOnlyKeys("idpLoginUrl");
    }

    @Test
    void takeThisMachineWhereThatIsAllowed() {
        var request =
                request(Map.of("provider", "GENERIC_SAML", "idpMetadataUrl", "http://localhost:8110/saml/metadata"));

        assertThat(rules(true).checked(ELM, request).idpMetadataUrl())
                .isEqualTo(URI.create("http://localhost:8110/saml/metadata"));
    }

    @Test
    void wantNamesOfAttributes() {
        var attributes = new HashMap<String, Object>();
        attributes.put("sourceId", List.of("ok", " ", ""));
        attributes.put("email", List.of("a".repeat(257)));
        attributes.put("role", Collections.nCopies(21, "r"));
        attributes.put("tenantId", Collections.singletonList(null));

        assertThat(errors(Map.of("provider", "NONE", "attributes", attributes)))
                .containsOnlyKeys(
                        "attributes.sourceId[1]",
                        "attributes.sourceId[2]",
                        "attributes.email[0]",
                        "attributes.role",
                        "attributes.tenantId[0]");
    }

    @Test
    void takeAsManyAndAsLongNamesAsTheySay() {
        var names = Collections.nCopies(20, "a".repeat(256));

        assertThat(checked(Map.of("provider", "NONE", "attributes", Map.of("role", names)))
                        .attributes()
                        .role())
                .containsExactly("a".repeat(256));
    }

    @Test
    void wantOneAttributeThatRecognizesPeople() {
        var attributes = Map.of("sourceId", List.of(), "email", List.of());

        assertThat(errors(Map.of("provider", "NONE", "attributes", attributes)))
                .containsOnlyKeys("attributes.sourceId");
    }

    @Test
    void wantAnAttributeToCompareATenantWith() {
        assertThat(errors(Map.of("provider", "NONE", "tenantId", "2284", "attributes", Map.of("tenantId", List.of()))))
                .containsOnlyKeys("tenantId");
        assertThat(errors(Map.of("provider", "NONE", "tenantId", "x".repeat(257))))
                .containsOnlyKeys("tenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-elm", "Elm", "a b", "a:b", "../x"})
    void knowWhatABusinessIdIs(String businessId) {
        assertThat(errors(businessId, Map.of("provider", "NONE"))).containsOnlyKeys("businessId");
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> rules.checkedBusiness(new BusinessId(businessId)));
        assertThat(rules.checkedBusiness(new BusinessId("elm-7"))).isEqualTo(new BusinessId("elm-7"));
    }

    private SsoSettings checked(Map<String, Object> request) {
        return rules.checked(ELM, request(request));
    }

    private Map<String, String> errors(Map<String, Object> request) {
        return errors("elm", request);
    }

    private Map<String, String> errors(String businessId, Map<String, Object> request) {
        var found = new HashMap<String, String>();
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> rules.checked(new BusinessId(businessId), request(request)))
                .satisfies(thrown ->
                        errorsIn(thrown).forEach(error -> found.put(error.get("field"), error.get("reason"))));
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> errorsIn(ErrorResponseException thrown) {
        return (List<Map<String, String>>) Objects.requireNonNull(
                Objects.requireNonNull(thrown.getBody().getProperties()).get("errors"));
    }

    private static SettingsRequest request(Map<String, Object> request) {
        return SettingsRequestReader.read(
                JsonMapper.shared().writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
    }

    private static SettingsRules rules(boolean allowLoopback) {
        var any = Duration.ofHours(1);
        return new SettingsRules(new MetadataSettings(allowLoopback, any, any, any, any));
    }
}
