package com.pickatime.local.testing.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A tab: goes to addresses, clicks, fills in, and waits for what shall appear. */
public final class Page {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Phones and small tablets, which lay their scroll bar over the page. */
    private static final int NARROW = 700;

    private final ChromeDriver driver;

    Page(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A cookie as the browser keeps it. */
    public record Cookie(
            String name,
            @Nullable String domain,
            boolean secure,
            boolean httpOnly,
            @Nullable String sameSite) {}

    /** Goes to an address and waits until the page is there; fails with a {@link WebDriverException} if nothing answers. */
    public Page open(String url) {
        driver.get(url);
        return this;
    }

    /** Clicks the first element that a CSS selector finds, once it is there. */
    public Page click(String selector) {
        return act("clickable: " + selector, () -> first(By.cssSelector(selector)), WebElement::click);
    }

    /** Clicks the first link or button that shows a text, once it is there. */
    public Page clickText(String text) {
        return act(
                "clickable: " + text,
                () -> driver.findElements(By.cssSelector("a, button, summary, input[type=submit]")).stream()
                        .filter(found -> (found.getText() + found.getDomAttribute("value")).contains(text))
                        .findFirst(),
                WebElement::click);
    }

    /** Fills in the first field that a CSS selector finds, once it is there, in place of what it had. */
    public Page fill(String selector, String value) {
        return act("field: " + selector, () -> first(By.cssSelector(selector)), found -> {
            found.clear();
            found.sendKeys(value);
        });
    }

    /** Chooses files of this machine, one path on each line. */
    public Page attach(String selector, String paths) {
        return act("files: " + selector, () -> first(By.cssSelector(selector)), found -> found.sendKeys(paths));
    }

    /** Chooses the option with a value. */
    public Page choose(String selector, String value) {
        return click(selector + " option[value='" + value + "']");
    }

    /** Goes to an address again and again until the page there shows a text. */
    public Page openUntil(String url, String text) {
        return until("at " + url + " shows: " + text, () -> open(url).text().contains(text));
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
        return String.valueOf(driver.getCurrentUrl());
    }

    /** What a person reads. */
    public String text() {
        return first(By.tagName("body")).map(WebElement::getText).orElse("");
    }

    /** Whether the page is wider than its window, so that people have to push it about. */
    public boolean isTooWide() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /** The browser's cookies for this page. */
    public List<Cookie> cookies() {
        return driver.manage().getCookies().stream()
                .map(cookie -> new Cookie(
                        cookie.getName(),
                        cookie.getDomain(),
                        cookie.isSecure(),
                        cookie.isHttpOnly(),
                        cookie.getSameSite()))
                .toList();
    }

    /** From now on as on a device with a screen of this width, which is light or dark. */
    public Page as(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < NARROW));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** From now on as of somebody who reads this language. */
    public Page reading(String language) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
        return this;
    }

    /** From now on without scripts, or with them again. */
    public Page withScripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
        return this;
    }

    /** What axe finds serious or critical for people who cannot see or use a mouse, in words; empty for nothing. */
    public List<String> barriers() {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // otherwise a window is opened for each look, to put together what was found in frames, of which no page has
        // one
        return new AxeBuilder()
                .setLegacyMode().withOptions(options).analyze(driver).getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(String.valueOf(rule.getImpact())))
                        .map(Page::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Saves what the page looks like, as PNG, down to its end. */
    public Page screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var picture = driver.executeCdpCommand(
                    "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
            Files.write(file, OutputType.BYTES.convertFromBase64Png(String.valueOf(picture.get("data"))));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keyboard, for what is done without a mouse. */
    public Keyboard keyboard() {
        return new Keyboard(driver);
    }

    private Optional<WebElement> first(By what) {
        return driver.findElements(what).stream().findFirst();
    }

    private Page act(String what, Supplier<Optional<WebElement>> find, java.util.function.Consumer<WebElement> action) {
        return until(
                what,
                () -> find.get()
                        .map(found -> {
                            action.accept(found);
                            return true;
                        })
                        .orElse(false));
    }

    /** Most is there at once, and what is not takes seconds: to look often, or to load a page anew, is work that delays it. */
    private static Duration pause(int looks, Duration last) {
        return Duration.ofMillis(looks < 4 ? 50 : 250);
    }

    /** While one page gives way to the next, elements are stale; that is no more than "not yet". */
    private Page until(String what, Supplier<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Page::pause)
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(condition::get);
            return this;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not in time: " + what + "; the page at " + url() + " says: " + text(), e);
        }
    }
}
