package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.pickatime.schemas.serde.SchemaRegistryException.Reason;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryFailuresTest {

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeRegistry other = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void triesAgainWhatMayPass(int status) {
        registry.failNext(status, "").failNext(status, "");

        assertThatCode(() -> write(Serdes.settings(registry.url()))).doesNotThrowAnyException();
        assertThat(registry.calls()).hasSize(3);
    }

    @Test
    void givesUpAfterTheConfiguredRetries() {
        var settings = Serdes.settings(registry, SerdeSettings.RETRIES, "2");
        for (int failure = 0; failure < 5; failure++) {
            registry.failNext(503, "");
        }

        assertFailure(settings, Reason.UNAVAILABLE)
                .hasMessageContaining("roster.records-value")
                .hasMessageContaining(registry.url())
                .hasMessageContaining("tried 3 times")
                .hasMessageContaining("answered 503")
                .hasMessageContaining(SerdeSettings.REGISTRY_URL);
        assertThat(registry.calls()).hasSize(3);
    }

    @Test
    void recoversByItselfWhenTheRegistryIsBack() {
        var serializer = Serdes.serializer(Serdes.settings(registry, SerdeSettings.RETRIES, "0"));
        registry.failNext(503, "");

        assertThatThrownBy(() -> serializer.serialize(Serdes.TOPIC, Samples.person()))
                .asInstanceOf(type(SchemaRegistryException.class))
                .returns(true, SchemaRegistryException::isTransient);
        assertThat(serializer.serialize(Serdes.TOPIC, Samples.person())).isNotEmpty();
    }

    @Test
    void goesOnToTheNextRegistryAndStaysThere() {
        registry.failNext(503, "");
        var serializer = Serdes.serializer(Serdes.settings(registry.url() + "," + other.url()));

        serializer.serialize("first", Samples.person());
        serializer.serialize("second", Samples.person());

        assertThat(other.subjects()).containsExactly("first-value", "second-value");
        assertThat(registry.calls()).hasSize(1);
    }

    @Test
    void goesOnWhenARegistryIsDown() {
        registry.close();

        write(Serdes.settings(registry.url() + "," + other.url()));

        assertThat(other.subjects()).containsExactly("roster.records-value");
    }

    @Test
    void returnsToTheFirstRegistryWhenTheSecondFails() {
        registry.failNext(503, "");
        var serializer = Serdes.serializer(Serdes.settings(registry.url() + ", " + other.url()));
        serializer.serialize("first", Samples.person());
        other.failNext(503, "");

        serializer.serialize("second", Samples.person());

        assertThat(other.subjects()).containsExactly("first-value");
        assertThat(registry.subjects()).containsExactly("second-value");
    }

    @Test
    void namesEveryRegistryWhenNoneAnswers() {
        registry.close();
        other.close();
        var settings = Serdes.settings(registry.url() + "," + other.url());

        assertFailure(settings, Reason.UNAVAILABLE)
                .hasMessageContaining(registry.url())
                .hasMessageContaining(other.url())
                .hasMessageContaining("ConnectException");
    }

    @Test
    @Timeout(10)
    void waitsForNoAnswerLongerThanTheLimit() {
        var settings = Serdes.settings(registry.url() + "," + other.url());
        settings.put(SerdeSettings.TIMEOUT, "150");
        registry.failNext(0, "");

        assertThatCode(() -> write(settings)).doesNotThrowAnyException();
        assertThat(other.subjects()).containsExactly("roster.records-value");
    }

    @ParameterizedTest
    @CsvSource({
        "404, UNKNOWN, schema.registry.url",
        "409, INCOMPATIBLE, needs a default",
        "401, REFUSED, basic.auth.user.info",
        "403, REFUSED, basic.auth.user.info",
        "422, REFUSED, schema.registry.url",
        "302, REFUSED, schema.registry.url"
    })
    void doesNotRepeatWhatWouldFailAgain(int status, Reason reason, String hint) {
        registry.failNext(status, "{\"error_code\": %d, \"message\": \"in its own words\"}".formatted(status));

        assertFailure(Serdes.settings(registry.url()), reason)
                .hasMessageContaining("answered " + status)
                .hasMessageContaining("in its own words")
                .hasMessageContaining(hint);
        assertThat(registry.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>welcome</html>", "{}", "{\"id\": \"one\"}", ""})
    void saysWhenTheAddressIsNoRegistrys(String body) {
        registry.failNext(200, body);

        assertFailure(Serdes.settings(registry.url()), Reason.REFUSED).hasMessageContaining("is a registry's");
    }

    @Test
    void saysWhenASchemaWasNotRegistered() {
        assertFailure(Serdes.settings(registry, SerdeSettings.AUTO_REGISTER, "false"), Reason.UNKNOWN)
                .hasMessageContaining("id of com.pickatime.events.RosterRecord under subject roster.records-value")
                .hasMessageContaining("auto.register.schemas=true");
    }

    @Test
    void saysWhenASubjectHasNoVersions() {
        var settings = Serdes.settings(registry, SerdeSettings.AUTO_REGISTER, "false");
        settings.put(SerdeSettings.USE_LATEST, "true");

        assertFailure(settings, Reason.UNKNOWN).hasMessageContaining("latest version of subject roster.records-value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\": \"syntax = proto3\", \"schemaType\": \"PROTOBUF\"} | PROTOBUF",
                "{\"schema\": \"{}\", \"references\": [{\"name\": \"a\"}]}       | 1 references",
                "{\"schema\": \"{}\"}                                            | not valid Avro",
                "{\"id\": 1}                                                     | is a registry's"
            })
    void saysWhyASchemaCannotBeUsed(String body, String reason) {
        registry.failNext(200, body);

        assertThatThrownBy(() -> Serdes.deserializer(registry).deserialize(Serdes.TOPIC, new byte[] {0, 0, 0, 0, 7}))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("schema id 7")
                .hasMessageContaining(reason);
    }

    @Test
    void signsInWithTheGivenUser() {
        var settings = Serdes.settings(registry, SerdeSettings.CREDENTIALS_SOURCE, "USER_INFO");
        settings.put(SerdeSettings.USER_INFO, "ada:s3cret");

        write(settings);

        assertThat(registry.calls())
                .extracting(FakeRegistry.Call::authorization)
                .containsExactly("Basic YWRhOnMzY3JldA==");
    }

    @Test
    void signsInWithTheUserOfTheUrlAndNeverShowsIt() {
        registry.failNext(401, "");

        assertFailure(Serdes.settings(registry.url().replace("://", "://ada:s3cret@")), Reason.REFUSED)
                .hasMessageNotContaining("s3cret");
        assertThat(registry.calls())
                .extracting(FakeRegistry.Call::authorization)
                .containsExactly("Basic YWRhOnMzY3JldA==");
    }

    @Test
    void endsAtOnceWhenItsThreadIsInterrupted() {
        registry.failNext(503, "");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> write(Serdes.settings(registry.url()))).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void write(Map<String, ?> settings) {
        Serdes.serializer(settings).serialize(Serdes.TOPIC, Samples.person());
    }

    /** Writing fails for that reason, with a message that says nothing about the record. */
    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(
            Map<String, ?> settings, Reason reason) {
        return assertThatThrownBy(() -> write(settings))
                .isInstanceOfSatisfying(SchemaRegistryException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(reason);
                    assertThat(failure.isTransient()).isEqualTo(reason != Reason.INCOMPATIBLE);
                })
                .hasMessageNotContaining("O'Brien");
    }
}
