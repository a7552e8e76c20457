package com.pickatime.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Goes to every page and sends every form as a stranger and as somebody of each level, with the form's token and without: it refuses
 * exactly as {@link PageAccess} says. The list is the application's own, so that a new page cannot be forgotten.
 */
class PageWalkIT {

    private static final String CSRF = "__Host-pickatime-csrf";
    private static final List<HttpMethod> CHANGING =
            List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final Set<String> WITH_A_FILE =
            Set.of("/importer/uploads", "/importer/existing/decisions", "/importer/x/source-ids/uploads");

    private static final String A_FILE = """
            --cut
            Content-Disposition: form-data; name="_csrf"

            %s
            --cut
            Content-Disposition: form-data; name="zip"; filename="a.zip"

            x
            --cut--
            """;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;

    private static RunningPages pages;
    private static WebTestClient http;
    private static String cookie;
    private static String token;
    private static Set<Mapped> mapped;

    /** What a controller answers to. */
    private record Mapped(HttpMethod method, String path) implements Comparable<Mapped> {

        @Override
        public int compareTo(Mapped other) {
            return toString().compareTo(other.toString());
        }

        boolean isFor(Visitor visitor) {
            return PageAccess.of(PathContainer.parsePath(path)).orElseThrow().admits(visitor.who());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Everybody who signs in: people of a school, by level, and the onboarding team. */
    private record Visitor(String session, SignedIn who) {

        static Stream<Visitor> all() {
            return Stream.concat(
                    Stream.of(AccessLevel.values())
                            .map(level -> of(StandInServices.session(level), new BusinessId("oak"), level)),
                    Stream.of(of(StandInServices.TEAM, BusinessId.ONBOARDING_TEAM, AccessLevel.ADMINISTRATOR)));
        }

        private static Visitor of(String session, BusinessId business, AccessLevel level) {
            return new Visitor(
                    session, new SignedIn(business, "c1", "Ada", level, "token", Instant.MAX, Optional.empty()));
        }

        @Override
        public String toString() {
            return who.toString();
        }
    }

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
        http = pages.stranger();
        var page = pages.browser(AccessLevel.CUSTOMER)
                .get()
                .uri("/children")
                .exchange()
                .expectBody(String.class)
                .returnResult();
        cookie = CSRF + "="
                + Objects.requireNonNull(page.getResponseCookies().getFirst(CSRF))
                        .getValue();
        token = Objects.requireNonNull(page.getResponseBody())
                .replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        mapped = mapped();
    }

    private static Set<Mapped> mapped() {
        var found = new TreeSet<Mapped>();
        pages.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> {
                    if (handler.getBeanType().isAnnotationPresent(Controller.class)) {
                        var methods = info.getMethodsCondition().getMethods();
                        assertThat(methods)
                                .as("%s says which methods it takes", handler)
                                .isNotEmpty();
                        methods.forEach(method -> info.getPatternsCondition().getPatterns().stream()
                                .map(pattern -> pattern.getPatternString().replaceAll("\\{[^}]*}", "x"))
                                .forEach(path -> found.add(new Mapped(HttpMethod.valueOf(method.name()), path))));
                    }
                });
        return found;
    }

    @Test
    void goesToAllThereIs() {
        assertThat(mapped)
                .hasSizeGreaterThan(40)
                .extracting(Mapped::toString)
                .contains(
                        "GET /children",
                        "POST /children",
                        "GET /contacts/export",
                        "POST /importer/uploads",
                        "GET /importer/x/live");
        assertThat(mapped).extracting(Mapped::path).containsAll(WITH_A_FILE);
    }

    @Test
    void opensEveryPageFromItsLevelOnAndToNobodyElse() {
        walk(
                mapped.stream().filter(one -> one.method().equals(HttpMethod.GET)),
                true,
                one -> UNAUTHORIZED,
                status -> status == FORBIDDEN,
                status -> status != UNAUTHORIZED && status != FORBIDDEN && status != NOT_ALLOWED);
    }

    @Test
    void takesEveryFormFromItsLevelOnAndFromNobodyElse() {
        walk(
                mapped.stream().filter(one -> CHANGING.contains(one.method())),
                true,
                one -> UNAUTHORIZED,
                status -> status == FORBIDDEN,
                status -> status != UNAUTHORIZED && status != FORBIDDEN && status != NOT_ALLOWED);
    }

    @Test
    void takesNoFormFromAnybodyWithoutItsTokenAndAsksNoServiceForAChange() {
        pages.services().forget();

        walk(
                mapped.stream().filter(one -> CHANGING.contains(one.method())),
                false,
                // a file's form is looked at once it is known who sends it
                one -> WITH_A_FILE.contains(one.path()) ? UNAUTHORIZED : FORBIDDEN,
                status -> status == FORBIDDEN,
                status -> status == FORBIDDEN);

        for (var one : CHANGING) {
            assertThat(pages.services().allAsked())
                    .filteredOn(asked -> !asked.address().startsWith("/session"))
                    .extracting(StandInServices.Asked::method)
                    .doesNotContain(one.name());
        }
    }

    @Test
    void takesNoOtherMethodThanThePagesOwn() {
        var others = mapped.stream()
                .map(Mapped::path)
                .distinct()
                .flatMap(path -> Stream.concat(Stream.of(HttpMethod.GET), CHANGING.stream())
                        .map(method -> new Mapped(method, path)))
                .filter(one -> !mapped.contains(one) && !isAnotherPage(one));

        walk(others, true, one -> UNAUTHORIZED, status -> status == FORBIDDEN, status -> status == NOT_ALLOWED);
    }

    /** Where the last part may be anything, as in {@code /contacts/x}, another page's name is anything too. */
    private static boolean isAnotherPage(Mapped one) {
        var general = one.path().replaceFirst("[^/]+$", "x");
        return mapped.contains(new Mapped(one.method(), general));
    }

    @Test
    void opensNothingToTheTokensThatServicesTake() {
        var tokens =
                List.of(TestTokens.person("oak", AccessLevel.ADMINISTRATOR), TestTokens.service(Scopes.CONTACTS_READ));
        for (var one : mapped) {
            for (var bearer : tokens) {
                var request =
                        http.method(one.method()).uri(one.path()).headers(headers -> headers.setBearerAuth(bearer));
                assertThat(status(request)).as(one.toString()).isIn(UNAUTHORIZED, FORBIDDEN);
            }
        }
    }

    private static void walk(
            Stream<Mapped> some,
            boolean withToken,
            ToIntFunction<Mapped> stranger,
            IntPredicate below,
            IntPredicate from) {
        var wrong = new ArrayList<String>();
        some.forEach(one -> {
            int unknown = status(one, null, withToken);
            if (unknown != stranger.applyAsInt(one)) {
                wrong.add(one + " answers " + unknown + " to a stranger");
            }
            Visitor.all().forEach(visitor -> {
                int status = status(one, visitor, withToken);
                if (!(one.isFor(visitor) ? from : below).test(status)) {
                    wrong.add(one + " answers " + status + " to " + visitor);
                }
            });
        });
        assertThat(wrong).isEmpty();
    }

    private static int status(Mapped one, @Nullable Visitor visitor, boolean withToken) {
        var cookies = visitor == null ? cookie : visitor.session() + "; " + cookie;
        var request = http.method(one.method()).uri(one.path()).header(HttpHeaders.COOKIE, cookies);
        if (one.method().equals(HttpMethod.GET)) {
            return status(request);
        }
        var sent = withToken ? token : "made up";
        if (WITH_A_FILE.contains(one.path()) && one.method().equals(HttpMethod.POST)) {
            return status(request.contentType(MediaType.parseMediaType("multipart/form-data; boundary=cut"))
                    .bodyValue(A_FILE.formatted(sent).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        }
        return status(request.contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("_csrf", sent)));
    }

    private static int status(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().returnResult(Void.class).getStatus().value();
    }
}
