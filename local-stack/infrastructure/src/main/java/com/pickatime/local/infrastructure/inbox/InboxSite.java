package com.pickatime.local.infrastructure.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The inbox on the web: pages for people, JSON below {@code /api/mails} for programs. */
final class InboxSite implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(InboxSite.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LISTED = 200;

    private static final String HTML = "text/html; charset=utf-8";
    private static final String OWN_PAGES = "default-src 'none'; style-src 'self'; frame-src 'self'";
    /** What a stranger wrote gets no script, no origin and no way out. */
    private static final String MAILED_PAGES =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final Mails mails;

    InboxSite(Mails mails) {
        this.mails = mails;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            return exchange.getRequestMethod().equals("GET")
                    ? answer(List.of(
                            exchange.getRequestURI().getPath().substring(1).split("/")))
                    : Answer.text(405, "Only GET");
        } catch (RuntimeException e) {
            log.error("Cannot show {}", exchange.getRequestURI().getPath(), e);
            return Answer.text(500, "The inbox could not be read; its log says why");
        }
    }

    private Answer answer(List<String> path) {
        return switch (String.join("/", path.subList(0, Math.min(2, path.size())))) {
            case "" -> page(InboxPages.list(newest(LISTED), mails.ids().size()));
            case "inbox.css" -> new Answer(200, "text/css; charset=utf-8", OWN_PAGES, Html.resource("inbox.css"));
            case "api/mails" ->
                path.size() == 2
                        ? json(newest(Integer.MAX_VALUE))
                        : mail(path.get(2)).map(InboxSite::json).orElseGet(Answer::notFound);
            default -> path.get(0).equals("mails") ? mailPage(path) : Answer.notFound();
        };
    }

    private Answer mailPage(List<String> path) {
        var mail = path.size() < 2 ? Optional.<Mail>empty() : mail(path.get(1));
        if (path.size() == 3 && path.get(2).equals("html")) {
            return mail.flatMap(Mail::html)
                    .map(html -> new Answer(200, HTML, MAILED_PAGES, html))
                    .orElseGet(Answer::notFound);
        }
        return mail.map(found -> page(InboxPages.mail(found))).orElseGet(Answer::notFound);
    }

    private Optional<Mail> mail(String id) {
        return mails.find(id).map(MailSource::read);
    }

    private List<Mail> newest(int count) {
        var ids = new ArrayList<>(mails.ids());
        Collections.reverse(ids);
        return ids.stream().limit(count).flatMap(id -> mail(id).stream()).toList();
    }

    private static Answer page(Html html) {
        return new Answer(200, HTML, OWN_PAGES, html.markup());
    }

    private static Answer json(Object value) {
        return new Answer(200, "application/json", OWN_PAGES, JSON.writeValueAsString(value));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.putAll(Map.of(
                "Content-Type", List.of(answer.type()),
                "Content-Security-Policy", List.of(answer.policy()),
                "X-Content-Type-Options", List.of("nosniff"),
                "Referrer-Policy", List.of("no-referrer"),
                "Cache-Control", List.of("no-store")));
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private record Answer(int status, String type, String policy, String body) {

        private static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", OWN_PAGES, text);
        }

        private static Answer notFound() {
            return text(404, "There is no such page");
        }
    }
}
