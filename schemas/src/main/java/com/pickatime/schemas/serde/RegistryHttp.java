package com.pickatime.schemas.serde;

import com.pickatime.schemas.serde.SchemaRegistryException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Asks the registry's instances in turn, within limits, until one gives an answer that asking again would not change. */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    // one for the process: every client brings threads of its own, and a service has a serde per consumer
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<RegistryAddress> registries;
    private final SerdeSettings.Patience patience;
    private volatile int preferred;

    RegistryHttp(List<RegistryAddress> registries, SerdeSettings.Patience patience) {
        this.registries = registries;
        this.patience = patience;
    }

    /** What one instance said; the status is 0 when it said nothing, and the body then tells why. */
    record Answer(RegistryAddress from, int status, String body) {

        static Answer none(RegistryAddress from, Throwable why) {
            return new Answer(from, 0, why.getClass().getSimpleName());
        }

        boolean isFinal() {
            return status != 0 && status < 500 && status != 408 && status != 429;
        }

        @Override
        public String toString() {
            return status == 0 ? from + ": " + body : from + " answered " + status;
        }
    }

    /**
     * Sends {@code body} to {@code path}, or asks for {@code path} when it is null.
     *
     * @param purpose what for, in words for the error
     * @throws SchemaRegistryException if no instance gave a final answer
     */
    Answer ask(String path, @Nullable String body, String purpose) {
        var answer = askEach(path, body);
        for (int repeat = 1; repeat <= patience.retries() && !answer.isFinal(); repeat++) {
            pause(repeat);
            answer = askEach(path, body);
        }
        if (!answer.isFinal()) {
            throw new SchemaRegistryException(
                    Reason.UNAVAILABLE,
                    "no schema registry of %s could be asked %s, tried %d times; last: %s. Check that it is up and that %s names it; the record itself may be fine"
                            .formatted(
                                    registries, purpose, patience.retries() + 1, answer, SerdeSettings.REGISTRY_URL));
        }
        return answer;
    }

    private Answer askEach(String path, @Nullable String body) {
        int first = preferred;
        var answer = askOne(registries.get(first), path, body);
        for (int next = 1; next < registries.size() && !answer.isFinal(); next++) {
            int index = (first + next) % registries.size();
            answer = askOne(registries.get(index), path, body);
            if (answer.isFinal()) {
                preferred = index;
            }
        }
        return answer;
    }

    private Answer askOne(RegistryAddress registry, String path, @Nullable String body) {
        // the request's own timeout ends with the headers; waiting on the future also bounds a body that never comes
        var response = CLIENT.sendAsync(request(registry, path, body), BodyHandlers.ofString());
        try {
            var received = response.get(patience.limit().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(registry, received.statusCode(), received.body());
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof IOException) {
                return Answer.none(registry, cause);
            }
            throw new IllegalStateException("could not ask " + registry, cause);
        } catch (TimeoutException e) {
            return Answer.none(registry, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            response.cancel(true);
        }
    }

    private static HttpRequest request(RegistryAddress registry, String path, @Nullable String body) {
        var request =
                HttpRequest.newBuilder(registry.resolve(path)).header("Accept", MEDIA_TYPE + ", application/json");
        if (registry.authorization() != null) {
            request.header("Authorization", registry.authorization());
        }
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return request.build();
    }

    private void pause(int repeat) {
        try {
            Thread.sleep(patience.before(repeat).toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
