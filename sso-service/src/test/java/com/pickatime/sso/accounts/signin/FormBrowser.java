package com.pickatime.sso.accounts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.testing.RunningService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;

/** A browser that keeps cookies, sends back the hidden fields of the form it saw last, and follows no redirect. */
final class FormBrowser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    /** An answer; the page is empty for a redirect. */
    record Answer(int status, String page, String location, EntityExchangeResult<byte[]> raw) {}

    private final WebTestClient client;
    private final String origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();

    FormBrowser(RunningService service) {
        this(service, "en");
    }

    /** Of somebody who reads this language. */
    FormBrowser(RunningService service, String language) {
        this.client = service.browser()
                .mutate()
                .defaultHeader("Accept-Language", language)
                .build();
        this.origin = service.url();
    }

    Answer get(String path) {
        var answer = remember(client.get()
                .uri(URI.create(origin + path))
                .cookies(sent -> cookies.forEach(sent::add))
                .exchange());
        hidden.clear();
        var fields = HIDDEN.matcher(answer.page());
        while (fields.find()) {
            hidden.put(fields.group(1), fields.group(2));
        }
        return answer;
    }

    Answer post(String path, Map<String, String> fields) {
        var form = new LinkedMultiValueMap<String, String>();
        hidden.forEach(form::add);
        fields.forEach(form::add);
        return remember(client.post()
                .uri(URI.create(origin + path))
                .cookies(sent -> cookies.forEach(sent::add))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form)
                .exchange());
    }

    /** Opens a page and sends its form. */
    Answer fillIn(String path, Map<String, String> fields) {
        assertThat(get(path).status()).isEqualTo(200);
        return post(path, fields);
    }

    void forgetForm() {
        hidden.clear();
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private Answer remember(WebTestClient.ResponseSpec response) {
        var result = response.expectBody().returnResult();
        result.getResponseCookies().toSingleValueMap().forEach((name, cookie) -> {
            if (cookie.getMaxAge().isZero()) {
                cookies.remove(name);
            } else {
                cookies.put(name, cookie.getValue());
            }
        });
        var body = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                body == null ? "" : new String(body, StandardCharsets.UTF_8),
                Objects.requireNonNullElse(result.getResponseHeaders().getFirst("Location"), ""),
                result);
    }
}
