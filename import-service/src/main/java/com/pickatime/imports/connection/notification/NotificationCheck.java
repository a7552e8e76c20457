package com.pickatime.imports.connection.notification;

import com.pickatime.events.NotificationKind;
import com.pickatime.events.NotificationOrigin;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Proves that a notification is genuine and fresh, and only then reads it. Its body is a hint and no more. */
@Component
class NotificationCheck {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern TENANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Map<String, NotificationKind> KINDS = Map.of(
            "application.added", NotificationKind.APPLICATION_ADDED,
            "application.enabled", NotificationKind.APPLICATION_ENABLED,
            "application.disabled", NotificationKind.APPLICATION_DISABLED,
            "roster.changed", NotificationKind.ROSTER_CHANGED);

    private final Signature signature;
    private final Duration tolerance;
    private final Clock clock;

    NotificationCheck(NotificationSettings settings, Clock clock) {
        this.signature = new Signature(settings.secrets());
        this.tolerance = settings.tolerance();
        this.clock = clock;
    }

    /** What it says; a 401 or 400 problem when it is not genuine or not readable. */
    Notification read(InboundNotification inbound) {
        var id = inbound.id();
        var timestamp = inbound.timestamp();
        if (id == null || timestamp == null || !ID.matcher(id).matches()) {
            throw refused("Send the headers webhook-id, webhook-timestamp and webhook-signature.");
        }
        if (!signature.isGenuine(inbound.signature(), id, timestamp, inbound.body())) {
            throw refused("The signature fits none of our secrets. Sign id.timestamp.body with HMAC-SHA256 and a secret"
                    + " that imports.notification.secrets holds, and send it as 'v1,<Base64>'.");
        }
        if (!isFresh(timestamp)) {
            throw refused("The timestamp is more than " + tolerance.toMinutes()
                    + " minutes from our clock. Sign anew with the present time, in seconds since 1970.");
        }
        return notification(id, parse(inbound.body()));
    }

    private boolean isFresh(String timestamp) {
        try {
            var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, clock.instant()).abs().compareTo(tolerance) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static Notification notification(String id, JsonNode body) {
        var tenantId = text(body.path("tenantId"));
        if (tenantId == null || !TENANT_ID.matcher(tenantId).matches()) {
            throw Problems.invalid("tenantId", "must be ClassLink's tenant id, as a string or a number");
        }
        var type = text(body.path("type"));
        if (type == null) {
            throw Problems.invalid(
                    "type", "must be one of " + KINDS.keySet().stream().sorted().toList());
        }
        // a type we do not know is a hint to look, like any other
        var kind = KINDS.getOrDefault(type, NotificationKind.UNKNOWN);
        return new Notification(id, tenantId, kind, NotificationOrigin.WEBHOOK);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw Problems.invalid("body", "must be JSON");
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() || node.isIntegralNumber() ? node.asString() : null;
    }

    private static RuntimeException refused(String whatToDo) {
        return Problems.of(HttpStatus.UNAUTHORIZED, whatToDo);
    }
}
