package com.pickatime.conferences.testing;

import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What one person asks the service. */
public final class Api {

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String url;
    private final String business;
    private final String subject;
    private final AccessLevel level;

    private Api(String url, String business, String subject, AccessLevel level) {
        this.url = url;
        this.business = business;
        this.subject = subject;
        this.level = level;
    }

    public static Api of(RunningService service, String subject, AccessLevel level) {
        return at(service.url(), subject, level);
    }

    /** Of an instance wherever it is. */
    public static Api at(String url, String subject, AccessLevel level) {
        return new Api(url, School.BUSINESS, subject, level);
    }

    /** The same of another business. */
    public Api in(String other) {
        return new Api(url, other, subject, level);
    }

    /** Somebody else. */
    public Api as(String other, AccessLevel theirs) {
        return new Api(url, business, other, theirs);
    }

    private WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl(url)
                .defaultHeaders(headers -> headers.setBearerAuth(TestTokens.person(business, subject, level)))
                .responseTimeout(LIMIT)
                .build();
    }

    /** @param json empty where there is no body */
    public record Answer(
            int status, Map<String, Object> json, @Nullable String tag) {

        public String text(String field) {
            return String.valueOf(json.get(field));
        }

        /** Of a list of things. */
        @SuppressWarnings("unchecked")
        public List<Map<String, Object>> items(String field) {
            return (List<Map<String, Object>>) Objects.requireNonNull(json.get(field));
        }
    }

    public Answer get(String path) {
        return answer(
                http().get().uri(address(path)).exchange().expectBody(JSON).returnResult());
    }

    /** A table. */
    public String csv(String path) {
        return String.valueOf(http().get()
                .uri(address(path))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/csv")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    public Answer post(String path, Map<String, ?> body) {
        return send(HttpMethod.POST, path, body, "Accept", "*/*");
    }

    public Answer put(String path, Map<String, ?> body) {
        return send(HttpMethod.PUT, path, body, "Accept", "*/*");
    }

    public Answer send(HttpMethod method, String path, Map<String, ?> body, String header, String value) {
        return answer(http().method(method)
                .uri(address(path))
                .header(header, value)
                .bodyValue(body)
                .exchange()
                .expectBody(JSON)
                .returnResult());
    }

    public Answer delete(String path) {
        return answer(
                http().delete().uri(address(path)).exchange().expectBody(JSON).returnResult());
    }

    /** Of what is not below the conferences from the root of the business. */
    private String address(String path) {
        return "/businesses/" + business + (path.startsWith("//") ? path.substring(1) : "/conferences" + path);
    }

    private static Answer answer(EntityExchangeResult<Map<String, Object>> result) {
        var body = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                body == null ? Map.of() : body,
                result.getResponseHeaders().getETag());
    }
}
