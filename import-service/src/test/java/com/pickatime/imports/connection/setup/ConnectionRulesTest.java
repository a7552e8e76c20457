package com.pickatime.imports.connection.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.imports.store.ImportsSettings;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class ConnectionRulesTest {

    private final ConnectionRules strict = new ConnectionRules(new ImportsSettings(Path.of("data"), false));
    private final ConnectionRules local = new ConnectionRules(new ImportsSettings(Path.of("data"), true));

    @Test
    void acceptsEachKindOfSource() {
        accepts(strict, proxy("2222"));
        accepts(strict, direct("https://roster.example.org/ims/oneroster/v1p1", "key", "secret"));
        accepts(strict, request("FILE", null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "Springfield", "spring_field", "a:b", "../x"})
    void refusesBusinessIds(String businessId) {
        assertThat(errors(strict, businessId, proxy("2222"), false)).containsExactly("businessId");
    }

    @Test
    void refusesBusinessIdsThatAreTooLong() {
        assertThat(errors(strict, "a".repeat(64), proxy("2222"), false)).containsExactly("businessId");
        assertThatCode(() -> strict.checked(new BusinessId("a".repeat(63)), proxy("2222"), false))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryFieldAtFaultAtOnce() {
        var request = new ConnectionRequest(
                " ",
                "a b",
                "CARRIER_PIGEON",
                "ftp://x",
                null,
                null,
                List.of("nobody"),
                "PHONE",
                "Springfield",
                "PENDING");

        assertThat(errors(strict, "ok", request, false))
                .containsExactlyInAnyOrder(
                        "businessName",
                        "tenantId",
                        "source",
                        "baseUrl",
                        "administrators[0]",
                        "contactIdField",
                        "timeZone",
                        "state");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://roster.example.org",
                "http://127.0.0.1:8110",
                "https://user:secret@roster.example.org",
                "https://roster.example.org?x=1",
                "https:///path",
                "not an address"
            })
    void refusesAddressesThatAreNotSafe(String url) {
        assertThat(errors(strict, "ok", direct(url, "k", "s"), false)).containsExactly("baseUrl");
    }

    @Test
    void allowsThisMachineWithoutTlsOnlyWhenToldTo() {
        accepts(local, direct("http://127.0.0.1:8110", "k", "s"));
        accepts(local, direct("http://localhost:8110", "k", "s"));
        assertThat(errors(local, "ok", direct("http://roster.example.org", "k", "s"), false))
                .containsExactly("baseUrl");
    }

    @Test
    void needsATenantForTheProxy() {
        assertThat(errors(strict, "ok", proxy(null), false)).containsExactly("tenantId");
    }

    @Test
    void needsKeyAndSecretForADirectConnectionOnce() {
        var without = direct("https://roster.example.org", null, null);

        assertThat(errors(strict, "ok", without, false)).containsExactly("consumerKey");
        assertThatCode(() -> strict.checked(new BusinessId("ok"), without, true))
                .doesNotThrowAnyException();
        assertThat(errors(strict, "ok", direct("https://roster.example.org", "k", null), true))
                .containsExactly("consumerSecret");
    }

    @Test
    void acceptsTokensInsteadOfSignatures() {
        accepts(strict, speaking("OAUTH2", "https://login.example.org/oauth/token", "V1_2"));
        accepts(strict, speaking("OAUTH2", "https://login.example.org/oauth/token", null));
        accepts(strict, speaking("OAUTH1", null, "V1_2"));
        accepts(local, speaking("OAUTH2", "http://127.0.0.1:8110/token", null));
    }

    @ParameterizedTest
    @CsvSource({
        "OAUTH2, , V1_1, tokenUrl",
        "OAUTH1, https://login.example.org/token, V1_1, tokenUrl",
        ", https://login.example.org/token, V1_1, tokenUrl",
        "OAUTH2, http://login.example.org/token, V1_1, tokenUrl",
        "OAUTH2, https://id:secret@login.example.org/token, V1_1, tokenUrl",
        "OAUTH3, , V1_1, authentication",
        "OAUTH1, , V2, oneRosterVersion"
    })
    void refusesHowAServerCannotBeSpokenTo(
            @Nullable String authentication, @Nullable String tokenUrl, @Nullable String version, String field) {
        assertThat(errors(strict, "ok", speaking(authentication, tokenUrl, version), false))
                .containsExactly(field);
    }

    @Test
    void saysHowToSpeakOfADistrictsOwnServerOnly() {
        var request = new ConnectionRequest(
                "School",
                "2222",
                "CLASSLINK_PROXY",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "OAUTH2",
                "https://login.example.org/token",
                "V1_2",
                null);

        assertThat(errors(strict, "ok", request, false))
                .containsExactlyInAnyOrder("authentication", "tokenUrl", "oneRosterVersion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Chicago", "America/Indiana/Knox", "Pacific/Honolulu", "US/Arizona", "UTC"})
    void acceptsTimeZonesOfTheIanaList(String id) {
        accepts(strict, inZone(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Springfield", "america/chicago", " America/Chicago", "GMT-5", "UTC-06:00", "-06:00", "CST"})
    void refusesTimeZonesThatAreNotOnItAndNamesOneThatIs(String id) {
        var problem = catchThrowableOfType(
                ErrorResponseException.class, () -> strict.checked(new BusinessId("springfield"), inZone(id), false));

        assertThat(problem).isNotNull();
        assertThat(String.valueOf(problem.getBody().getProperties()))
                .contains("timeZone", "America/Chicago", "leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.org", "first.last+tag@sub.example.org", "o'hara@example.org"})
    void acceptsAddresses(String address) {
        assertThat(ConnectionRules.isEmail(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@b", "a@@b.org", "a b@c.org", "a@b.org\nBcc: x@y.org", "a@b.org,c@d.org"})
    void refusesWhatIsNoAddress(String text) {
        assertThat(ConnectionRules.isEmail(text)).isFalse();
    }

    @Test
    void refusesTooManyAdministrators() {
        var many = new ConnectionRequest(
                "School", null, "FILE", null, null, null, Collections.nCopies(21, "a@b.org"), null, null, null);

        assertThat(errors(strict, "ok", many, false)).containsExactly("administrators");
    }

    @Test
    void repeatsNoValueInAnError() {
        var request = new ConnectionRequest(
                "School", null, "FILE", null, null, null, List.of("secret-person@nowhere"), null, null, null);
        var problem = catchThrowableOfType(
                ErrorResponseException.class, () -> strict.checked(new BusinessId("ok"), request, false));

        assertThat(problem.getBody().toString()).doesNotContain("secret-person");
        assertThat(request.toString()).doesNotContain("secret-person");
    }

    private static void accepts(ConnectionRules rules, ConnectionRequest request) {
        assertThatCode(() -> rules.checked(new BusinessId("springfield"), request, false))
                .doesNotThrowAnyException();
    }

    @SuppressWarnings("unchecked")
    private static List<String> errors(
            ConnectionRules rules, String businessId, ConnectionRequest request, boolean secretKnown) {
        var problem = catchThrowableOfType(
                ErrorResponseException.class, () -> rules.checked(new BusinessId(businessId), request, secretKnown));
        var properties = Objects.requireNonNull(problem.getBody().getProperties());
        var errors = (List<Map<String, String>>) Objects.requireNonNull(properties.get("errors"));
        return errors.stream().map(error -> error.get("field")).toList();
    }

    private static ConnectionRequest speaking(
            @Nullable String authentication, @Nullable String tokenUrl, @Nullable String version) {
        return new ConnectionRequest(
                "School",
                null,
                "CLASSLINK_DIRECT",
                "https://roster.example.org",
                "key",
                "secret",
                null,
                null,
                null,
                null,
                authentication,
                tokenUrl,
                version,
                null);
    }

    private static ConnectionRequest inZone(String id) {
        return new ConnectionRequest("School", null, "FILE", null, null, null, null, null, id, null);
    }

    private static ConnectionRequest proxy(@Nullable String tenantId) {
        return request("CLASSLINK_PROXY", tenantId, null, null, null);
    }

    private static ConnectionRequest direct(String url, @Nullable String key, @Nullable String secret) {
        return request("CLASSLINK_DIRECT", null, url, key, secret);
    }

    private static ConnectionRequest request(
            String source,
            @Nullable String tenantId,
            @Nullable String url,
            @Nullable String key,
            @Nullable String secret) {
        return new ConnectionRequest(
                "School", tenantId, source, url, key, secret, List.of("admin@example.org"), null, null, null);
    }
}
