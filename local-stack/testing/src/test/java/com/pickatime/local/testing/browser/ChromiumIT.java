package com.pickatime.local.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.infrastructure.ports.Ports;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;

/** What the sign-in journeys rely on in a browser, shown with two sites on this machine. */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
class ChromiumIT {

    private static final String COOKIE = "__Host-test";

    private static Chromium chromium;

    /** The Cookie header of each POST that the service provider's site gets. */
    private final List<String> posted = new CopyOnWriteArrayList<>();

    private HttpServer server;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/set", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "=1; Secure; HttpOnly; SameSite=Lax; Path=/");
            answer(exchange, "set");
        });
        server.createContext(
                "/form",
                exchange -> answer(
                        exchange,
                        "<form method=post action='" + serviceProvider("/acs")
                                + "'><input name=name><button>Send it</button></form>"));
        server.createContext("/keys", exchange -> answer(exchange, KEYS));
        server.createContext("/acs", this::acs);
        server.createContext("/seen", exchange -> answer(exchange, "cookies: " + cookies(exchange)));
        server.start();
        page = chromium.newPage();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void keepsHostCookiesOfThisMachineWithoutTls() {
        page.open(serviceProvider("/set")).open(serviceProvider("/seen"));

        assertThat(page.text()).contains(COOKIE);
        assertThat(page.cookies()).contains(new Page.Cookie(COOKIE, "127.0.0.1", true, true, "Lax"));
    }

    @Test
    void leavesLaxCookiesOutOfAPostFromAnotherSiteAndBringsThemToThePageAfterIt() {
        page.open(serviceProvider("/set")).open(identityProvider("/form"));

        page.fill("input", "value").clickText("Send it").awaitText("cookies:");

        assertThat(posted).containsExactly("");
        assertThat(page.url()).isEqualTo(serviceProvider("/seen"));
        assertThat(page.text()).contains(COOKIE);
    }

    @Test
    void bringsLaxCookiesWithAPostFromTheSameSite() {
        page.open(serviceProvider("/set")).open(serviceProvider("/form"));

        page.click("button").awaitText("cookies:");

        assertThat(posted).singleElement().asString().contains(COOKIE);
    }

    @Test
    void takesPicturesAndSaysWhatItSees(@TempDir Path directory) {
        page.open(serviceProvider("/seen")).screenshot(directory.resolve("seen.png"));

        assertThat(directory.resolve("seen.png")).isNotEmptyFile();
        page.open(serviceProvider("/form"));
        assertThat(page.barriers()).anyMatch(barrier -> barrier.startsWith("label"));
        assertThatThrownBy(() -> page.open("http://127.0.0.1:" + Ports.free(1).get(0)))
                .isInstanceOf(WebDriverException.class);
    }

    private static final String KEYS = """
            <style>.unmarked:focus-visible { outline: none }</style>
            <a href=#a>first</a> <input type=hidden> <button disabled>never</button> <a href=#b tabindex=-1>left out on purpose</a>
            <label><input type=radio name=r>one</label><label><input type=radio name=r checked>two</label>
            <details><summary>more</summary><input id=inside></details> """;

    @Test
    void goesThroughAPageByKeysAndSaysWhatIsInTheirWay() {
        page.open(serviceProvider("/keys"));
        assertThat(page.keyboard().barriers()).isEmpty();
        assertThat(page.keyboard().tabTo("#inside").isAt("a")).isFalse();

        server.createContext("/bad-keys", exchange -> answer(exchange, KEYS + """
                <a class=unmarked href=#c>unmarked</a> <button tabindex=3>too early</button>
                <input id=trap onblur='setTimeout(() => this.focus())'><button>behind it</button>"""));
        assertThat(page.open(serviceProvider("/bad-keys")).keyboard().barriers())
                .anyMatch(barrier -> barrier.contains("leaves out") || barrier.contains("goes back"));
        server.createContext(
                "/covered",
                exchange -> answer(
                        exchange,
                        "<div style='position:fixed;inset:0;background:white'></div><a href=#a>under it</a>"));
        assertThat(page.open(serviceProvider("/covered")).keyboard().barriers())
                .singleElement()
                .asString()
                .startsWith("the focus is out of sight at <a");
        server.createContext(
                "/unmarked", exchange -> answer(exchange, KEYS + "<a class=unmarked href=#c>unmarked</a>"));
        assertThat(page.open(serviceProvider("/unmarked")).keyboard().barriers())
                .singleElement()
                .asString()
                .startsWith("nothing shows that the focus is at <a class=\"unmarked\"");
    }

    private void acs(HttpExchange exchange) throws IOException {
        posted.add(cookies(exchange));
        exchange.getResponseHeaders().add("Location", "/seen");
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }

    private String serviceProvider(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String identityProvider(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private static String cookies(HttpExchange exchange) {
        return String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }
}
