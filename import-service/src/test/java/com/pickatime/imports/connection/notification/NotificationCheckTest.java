package com.pickatime.imports.connection.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.events.NotificationKind;
import com.pickatime.events.NotificationOrigin;
import com.pickatime.imports.doubles.Sender;
import com.pickatime.local.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

class NotificationCheckTest {

    private static final String OLD = "whsec_b2xkLXNlY3JldC1vZi10aGUtdGVzdHM=";
    private static final String NEW = "whsec_bmV3LXNlY3JldC1vZi10aGUtdGVzdHM=";
    private static final String BODY = "{\"type\":\"roster.changed\",\"tenantId\":\"2222\"}";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-12-30T23:59:50Z"));
    private final NotificationCheck check = check(List.of(OLD, NEW));

    /** The example that the scheme's own documentation gives. */
    @Test
    void acceptsTheSignatureOfThePublishedExample() {
        var signature = new Signature(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(signature.isGenuine(
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void acceptsEitherSecretWhileOneReplacesTheOther(String secret) {
        assertThat(check.read(signed(secret, BODY)))
                .isEqualTo(
                        new Notification("msg_1", "2222", NotificationKind.ROSTER_CHANGED, NotificationOrigin.WEBHOOK));
    }

    @Test
    void findsTheGoodOneAmongSeveralSignatures() {
        var good = signed(NEW, BODY);
        var several =
                new InboundNotification(good.id(), good.timestamp(), "v2,x v1,AAAA " + good.signature(), good.body());

        assertThat(check.read(several).tenantId()).isEqualTo("2222");
    }

    @ParameterizedTest
    @CsvSource({
        "application.added, APPLICATION_ADDED",
        "application.enabled, APPLICATION_ENABLED",
        "application.disabled, APPLICATION_DISABLED",
        "roster.changed, ROSTER_CHANGED",
        "something.new, UNKNOWN"
    })
    void readsWhatHappened(String type, NotificationKind kind) {
        var body = "{\"type\":\"" + type + "\",\"tenantId\":2222,\"more\":{}}";

        assertThat(check.read(signed(NEW, body)).kind()).isEqualTo(kind);
    }

    @Test
    void refusesAChangedBody() {
        var good = signed(NEW, BODY);
        var changed = BODY.replace("2222", "2223").getBytes(StandardCharsets.UTF_8);

        refuses(401, new InboundNotification(good.id(), good.timestamp(), good.signature(), changed));
    }

    @Test
    void refusesAnotherId() {
        var good = signed(NEW, BODY);

        refuses(401, new InboundNotification("msg_2", good.timestamp(), good.signature(), good.body()));
    }

    @Test
    void refusesAForeignSecret() {
        refuses(401, signed("whsec_Zm9yZWlnbi1zZWNyZXQtb2Ytc29tZWJvZHk=", BODY));
    }

    @Test
    void refusesEverythingWithoutASecret() {
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> check(List.of()).read(signed(NEW, BODY)))
                .satisfies(
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(401));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void refusesWhatIsNotOfThisTime(long seconds) {
        var sent = clock.instant().plusSeconds(seconds);
        var sender = new Sender(NEW);

        refuses(401, inbound(sender, sent.getEpochSecond(), BODY));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void acceptsClocksThatDifferALittle(long seconds) {
        var sent = clock.instant().plusSeconds(seconds);

        assertThat(check.read(inbound(new Sender(NEW), sent.getEpochSecond(), BODY)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesTimesThatCannotBe(long timestamp) {
        refuses(401, inbound(new Sender(NEW), timestamp, BODY));
    }

    @Test
    void refusesMissingHeaders() {
        var good = signed(NEW, BODY);
        refuses(401, new InboundNotification(null, good.timestamp(), good.signature(), good.body()));
        refuses(401, new InboundNotification(good.id(), null, good.signature(), good.body()));
        refuses(401, new InboundNotification(good.id(), good.timestamp(), null, good.body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"tenantId\":\"2222\"}",
                "{\"type\":\"roster.changed\"}",
                "{\"type\":\"roster.changed\",\"tenantId\":\"../2222\"}",
                "{\"type\":\"roster.changed\",\"tenantId\":22.5}"
            })
    void refusesBodiesItCannotRead(String body) {
        refuses(400, signed(NEW, body));
    }

    @Test
    void looksAtTheBodyOnlyWhenItIsGenuine() {
        refuses(401, signed("whsec_Zm9yZWlnbi1zZWNyZXQtb2Ytc29tZWJvZHk=", "no json"));
    }

    private void refuses(int status, InboundNotification inbound) {
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> check.read(inbound))
                .satisfies(
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(status))
                .satisfies(problem -> assertThat(problem.getBody().getDetail()).isNotBlank());
    }

    private InboundNotification signed(String secret, String body) {
        return inbound(new Sender(secret), clock.instant().getEpochSecond(), body);
    }

    private static InboundNotification inbound(Sender sender, long timestamp, @Nullable String body) {
        var text = String.valueOf(body);
        return new InboundNotification(
                "msg_1",
                String.valueOf(timestamp),
                sender.sign("msg_1", timestamp, text),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private NotificationCheck check(List<String> secrets) {
        var settings = new NotificationSettings(
                secrets, Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(30), DataSize.ofKilobytes(64));
        return new NotificationCheck(settings, clock);
    }
}
