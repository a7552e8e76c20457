package com.pickatime.sso.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.sso.setup.SettingsRequest.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class SettingsRequestReaderTest {

    @Test
    void readsEverySetting() {
        assertThat(read("""
                {"provider": "CLASSLINK_SAML", "idpLoginUrl": "https://l", "idpMetadataUrl": "https://m",
                 "attributes": {"sourceId": ["a"], "email": [], "role": null},
                 "allowIdpInitiated": false, "allowSha1": true, "allowAesCbc": true, "signRequests": true, "tenantId": "2284"}"""))
                .isEqualTo(new SettingsRequest(
                        "CLASSLINK_SAML",
                        "https://l",
                        "https://m",
                        new Attributes(List.of("a"), List.of(), null, null),
                        false,
                        true,
                        true,
                        true,
                        "2284"));
    }

    @Test
    void takesWhatIsLeftOutForNothing() {
        assertThat(read("{}")).isEqualTo(new SettingsRequest(null, null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"allowSHA1\": false} | allowSHA1 | allowSha1",
                "{\"idpMetadataURL\": \"x\"} | idpMetadataURL | idpMetadataUrl",
                "{\"attributes\": {\"sourceID\": []}} | attributes.sourceID | email, role, sourceId, tenantId"
            })
    void namesASettingThatDoesNotExistAndThoseThatDo(String json, String field, String known) {
        assertThat(detail(json)).startsWith(field + ": is not a setting").contains(known);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"allowSha1\": \"secret\"} | allowSha1",
                "{\"allowSha1\": \"true\"} | allowSha1",
                "{\"allowSha1\": 1} | allowSha1",
                "{\"allowSha1\": []} | allowSha1",
                "{\"provider\": 1} | provider",
                "{\"provider\": true} | provider",
                "{\"tenantId\": 2284} | tenantId",
                "{\"provider\": {\"a\": 1}} | provider",
                "{\"attributes\": []} | attributes",
                "{\"attributes\": {\"role\": \"secret\"}} | attributes.role",
                "{\"attributes\": {\"role\": [\"a\", [1]]}} | attributes.role[1]"
            })
    void namesAValueOfAnotherKindAndDoesNotRepeatIt(String json, String field) {
        assertThat(detail(json))
                .startsWith(field + ": is not of the kind of value")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "7", "\"secret\"", "{", "{}{}", "{} secret", "<xml/>", "{\"provider\": secret}"
            })
    void wantsOneJsonObject(String json) {
        assertThat(detail(json)).startsWith("body: must be a JSON object").doesNotContain("secret");
    }

    private static SettingsRequest read(String json) {
        return SettingsRequestReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String detail(String json) {
        var problem = new String[1];
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> read(json))
                .satisfies(thrown -> problem[0] = thrown.getBody().getDetail());
        return Objects.requireNonNull(problem[0]);
    }
}
