package com.pickatime.local.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tab: goes to addresses, clicks, fills in, and waits for what shall appear. */
public final class Page {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DevTools tools;
    private final String session;

    Page(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    /** A cookie as the browser keeps it. */
    public record Cookie(String name, String domain, boolean secure, boolean httpOnly, String sameSite) {}

    /**
     * Goes to an address and waits until the page is there.
     *
     * @throws DevToolsException if nothing answers there
     */
    public Page open(String url) {
        var answer = call("Page.navigate", Map.of("url", url));
        if (answer.has("errorText")) {
            throw new DevToolsException(url + ": " + answer.path("errorText").asString());
        }
        return until(
                "the page is loaded",
                () -> evaluate("document.readyState").asString().equals("complete"));
    }

    /** Clicks the first element that a CSS selector finds, once it is there. */
    public Page click(String selector) {
        return act("clickable: " + selector, "document.querySelector(" + quoted(selector) + ")", "found.click()");
    }

    /** Clicks the first link or button that shows a text, once it is there. */
    public Page clickText(String text) {
        var find = "[...document.querySelectorAll('a, button, input[type=submit]')].find(e => (e.innerText || e.value)"
                + ".includes(" + quoted(text) + "))";
        return act("clickable: " + text, find, "found.click()");
    }

    /** Fills in the first field that a CSS selector finds, once it is there. */
    public Page fill(String selector, String value) {
        return act(
                "field: " + selector,
                "document.querySelector(" + quoted(selector) + ")",
                "found.value = " + quoted(value) + "; found.dispatchEvent(new Event('input', {bubbles: true}))");
    }

    /** Waits until the address begins so. */
    public Page awaitUrl(String beginning) {
        return until("at " + beginning, () -> url().startsWith(beginning));
    }

    /** Waits until the page shows a text. */
    public Page awaitText(String text) {
        return until("shows: " + text, () -> text().contains(text));
    }

    public String url() {
        return evaluate("location.href").asString();
    }

    /** What a person reads. */
    public String text() {
        return evaluate("document.body ? document.body.innerText : ''").asString();
    }

    /** The value of an expression in the page; a promise's when it is kept. */
    public JsonNode evaluate(String expression) {
        var answer = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            var details = answer.path("exceptionDetails");
            throw new DevToolsException(details.path("exception")
                    .path("description")
                    .asString(details.path("text").asString("")));
        }
        return answer.path("result").path("value");
    }

    /** The browser's cookies, of every site. */
    public List<Cookie> cookies() {
        return call("Storage.getCookies", Map.of())
                .path("cookies")
                .valueStream()
                .map(cookie -> new Cookie(
                        cookie.path("name").asString(),
                        cookie.path("domain").asString(),
                        cookie.path("secure").asBoolean(),
                        cookie.path("httpOnly").asBoolean(),
                        cookie.path("sameSite").asString("")))
                .toList();
    }

    /** Saves what the page looks like, as PNG. */
    public Page screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var data = call("Page.captureScreenshot", Map.of("format", "png"))
                    .path("data")
                    .asString();
            Files.write(file, Base64.getDecoder().decode(data));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Page act(String what, String find, String action) {
        var script = "(() => { const found = " + find + "; if (!found) return false; " + action + "; return true })()";
        return until(what, () -> evaluate(script).asBoolean());
    }

    /** While one page gives way to the next, scripts fail; that is no more than "not yet". */
    private Page until(String what, Supplier<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(DevToolsException.class)
                    .until(condition::get);
            return this;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not in time: " + what + "; the page at " + url() + " says: " + text(), e);
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return tools.call(method, parameters, Optional.of(session));
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
