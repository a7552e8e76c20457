package com.pickatime.local.stack;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.pickatime.schemas.topics.Topics;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;

/**
 * The page that a local stack is tried from: whom to sign in as, the inbox, what ClassLink shares, and the topics.
 *
 * <p>Only for the machine that it runs on, and only from itself: another site's page can neither read it nor use its buttons.
 */
final class StartPage implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(StartPage.class);

    /** Chromium holds form-action against the redirect that leads to the pages, too. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' ";

    /** What a district may stop sharing, by the simulator's name for it. */
    private static final Map<String, Map<String, String>> SWITCHES = Map.of(
            "demographics-not-shared", Map.of("type", "demographics-not-shared", "appearance", "forbidden"),
            "guardians-not-shared", Map.of("type", "guardians-not-shared"));

    private final StackPorts ports;
    private final JsonClient simulator;
    private final SignOn signOn;

    private StartPage(StackPorts ports, JsonClient simulator, SignOn signOn) {
        this.ports = ports;
        this.simulator = simulator;
        this.signOn = signOn;
    }

    /** Starts it on its port. */
    static LoopbackServer start(StackPorts ports, JsonClient simulator, SignOn signOn) {
        return LoopbackServer.start(ports.startPage(), "start-page", new StartPage(ports, simulator, signOn));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (ProductException | UncheckedIOException e) {
                log.warn("the start page could not do what was asked", e);
                send(
                        exchange,
                        503,
                        "text/plain",
                        "A part of the stack does not answer. Its log says more; go back and try again.");
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var isPost = exchange.getRequestMethod().equals("POST");
        if (!isOurs(exchange, isPost)) {
            send(exchange, 403, "text/plain", "Only this page's own buttons work here.");
        } else if (isPost) {
            redirect(exchange, act(path));
        } else if (path.equals("/")) {
            send(exchange, 200, "text/html", page());
        } else if (path.equals("/site.css")) {
            send(exchange, 200, "text/css", resource("/assets/site.css"));
        } else {
            send(exchange, 404, "text/plain", "There is no such page.");
        }
    }

    /** A page of elsewhere may reach this port by a name of its own, or post a form to it. */
    private boolean isOurs(HttpExchange exchange, boolean isPost) {
        var headers = exchange.getRequestHeaders();
        var own = List.of("127.0.0.1:" + ports.startPage(), "localhost:" + ports.startPage());
        return own.contains(String.valueOf(headers.getFirst("Host")))
                && (!isPost || own.stream().anyMatch(host -> ("http://" + host).equals(headers.getFirst("Origin"))));
    }

    /** Does what a button is for, and says where to go then. */
    private URI act(String path) {
        if (path.equals("/import")) {
            simulator.post("/control/notify", Map.of());
            return URI.create("/");
        }
        if (path.equals("/administrator")) {
            return signOn.invitation().orElseGet(signOn::signInPage);
        }
        if (path.equals("/team")) {
            return signOn.teamInvitation().orElseGet(signOn::teamSignInPage);
        }
        var name = path.replaceFirst("^/switches/", "");
        var fault = SWITCHES.get(name);
        if (fault != null) {
            var on = active(name);
            if (on.isEmpty()) {
                simulator.post("/control/faults", fault);
            } else {
                on.forEach(id -> simulator.delete("/control/faults/" + id));
            }
        }
        return URI.create("/");
    }

    private List<Long> active(String type) {
        return simulator
                .get("/control/faults")
                .valueStream()
                .filter(one -> one.path("fault").path("type").asString("").equals(type))
                .map(one -> one.path("id").asLong())
                .toList();
    }

    private String page() {
        var values = Map.of(
                "pages", local(ports.webUi()),
                "launchpad", signOn.launchpad().toString(),
                "inbox", local(ports.inbox()),
                "broker", "127.0.0.1:" + ports.broker(),
                "registry", local(ports.registry()),
                "topics",
                        Stream.of(
                                        Topics.CLASSLINK_NOTIFICATIONS,
                                        Topics.ROSTER_RECORDS,
                                        Topics.IMPORT_EVENTS,
                                        Topics.SSO_EVENTS,
                                        Topics.CONTACT_EVENTS,
                                        Topics.CONFERENCE_EVENTS,
                                        Topics.PASSWORD_LINKS,
                                        Topics.DISTRICTS_ADDED)
                                .map(topic -> "<li><code>" + topic + "</code></li>")
                                .collect(Collectors.joining("\n")),
                "birthDates", sharing("demographics-not-shared"),
                "parents", sharing("guardians-not-shared"));
        var page = resource("start-page.html");
        for (var value : values.entrySet()) {
            page = page.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return page;
    }

    private String sharing(String fault) {
        return active(fault).isEmpty() ? "Stop sharing them" : "Share them again";
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource(name, StartPage.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void redirect(HttpExchange exchange, URI to) throws IOException {
        exchange.getResponseHeaders().set("Location", to.toString());
        exchange.sendResponseHeaders(303, -1);
    }

    private void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .putAll(Map.of(
                        "Content-Type", List.of(type + "; charset=utf-8"),
                        "Content-Security-Policy", List.of(POLICY + local(ports.webUi())),
                        "X-Content-Type-Options", List.of("nosniff"),
                        "Cache-Control", List.of("no-store")));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
