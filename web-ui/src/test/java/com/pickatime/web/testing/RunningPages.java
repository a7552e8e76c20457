package com.pickatime.web.testing;

import com.github.benmanes.caffeine.cache.Cache;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.service.ServiceApplication;
import com.pickatime.web.WebUi;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.session.Visitors;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** The pages on a free port, in front of {@link StandInServices}. */
public final class RunningPages implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String CSRF = "__Host-pickatime-csrf";

    private final StandInServices services = new StandInServices();
    private final ConfigurableApplicationContext context;

    public RunningPages() {
        this("");
    }

    /**
     * The one of all tests of a JVM, which nobody closes; its services know nothing of the tests before, and neither does it. It
     * takes more than a second to start another.
     */
    public static RunningPages shared() {
        Shared.PAGES.beginAnew();
        return Shared.PAGES;
    }

    /** While one of the services does not answer. */
    public RunningPages(String away) {
        answerAsAtFirst();
        this.context = ServiceApplication.of(WebUi.class)
                .run(Stream.concat(
                                Stream.of("--server.port=0"),
                                Stream.of("conferences", "contacts", "imports", "notifications", "sso")
                                        .map(service -> "--web.services." + service + "="
                                                + (service.equals(away) ? "http://127.0.0.1:1" : services.url())))
                        .toArray(String[]::new));
    }

    public StandInServices services() {
        return services;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** A browser in which nobody is signed in. */
    public WebTestClient stranger() {
        return WebTestClient.bindToServer()
                .baseUrl(url())
                .responseTimeout(PATIENCE)
                .defaultHeader(HttpHeaders.ACCEPT, BROWSER)
                .build();
    }

    /** A browser of somebody with a level. */
    public WebTestClient browser(AccessLevel level) {
        return stranger()
                .mutate()
                .defaultHeader(HttpHeaders.COOKIE, StandInServices.session(level))
                .build();
    }

    /** What somebody with a level reads at an address that is encoded already; it must be a page that is there. */
    public String page(AccessLevel level, String path) {
        return String.valueOf(browser(level)
                .get()
                .uri(URI.create(url() + path))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    /** Sends a form as a browser does that has a page open: with the token that came with it. */
    public WebTestClient.ResponseSpec submit(AccessLevel level, String path, BodyInserters.FormInserter<String> form) {
        return submit(level, "/children", path, form);
    }

    /** Likewise, of somebody who has the page {@code open}. */
    public WebTestClient.ResponseSpec submit(
            AccessLevel level, String open, String path, BodyInserters.FormInserter<String> form) {
        var page = browser(level)
                .get()
                .uri(open)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        var cookie = Objects.requireNonNull(page.getResponseCookies().getFirst(CSRF));
        var body = Objects.requireNonNull(page.getResponseBody());
        var token = body.replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        return stranger()
                .post()
                .uri(path)
                .header(HttpHeaders.COOKIE, StandInServices.session(level) + "; " + CSRF + "=" + cookie.getValue())
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form.with("_csrf", token))
                .exchange();
    }

    @Override
    public void close() {
        context.close();
        services.close();
    }

    private void answerAsAtFirst() {
        services.answer("GET /businesses/oak/links", StandInServices.Answer.json("""
                {"items": [], "idField": "SOURCE_ID", "dateOrder": "MDY", "mayDetach": true}"""));
    }

    private void beginAnew() {
        services.beginAnew();
        answerAsAtFirst();
        // who is signed in and what a business looks like is kept for some seconds
        for (var bean : List.of(context.getBean(Visitors.class), context.getBean(Businesses.class))) {
            caches(bean).forEach(Cache::invalidateAll);
        }
    }

    private static Stream<Cache<?, ?>> caches(Object bean) {
        return Arrays.stream(bean.getClass().getDeclaredFields())
                .filter(field -> Cache.class.isAssignableFrom(field.getType()))
                .map(field ->
                        (Cache<?, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(bean, field.getName())));
    }

    private static final class Shared {
        private static final RunningPages PAGES = new RunningPages();
    }
}
