package com.pickatime.local.testing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import com.pickatime.platform.security.SecurityAutoConfiguration;
import com.pickatime.platform.security.TokenAutoConfiguration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

class EndpointWalkIT {

    private static final String CONTACTS = "GET /businesses/{businessId:[^:]+}/contacts";
    private static final String NEWS = "GET /businesses/{businessId}/news";
    private static final String HELLO = "GET /hello";
    private static final String ROUTED = "POST /routed/{id}";

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        HttpHandlerAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        TokenAutoConfiguration.class,
        WebFluxAutoConfiguration.class
    })
    static class Service {

        @Bean
        Rooms rooms() {
            return new Rooms();
        }

        @Bean
        RouterFunction<ServerResponse> routed() {
            return RouterFunctions.nest(
                    RequestPredicates.path("/routed"),
                    RouterFunctions.route(
                            RequestPredicates.POST("/{id}"),
                            request -> ServerResponse.ok().build()));
        }

        @Bean
        AccessRules rules() {
            return AccessRules.of(
                    Rule.open(HttpMethod.GET, "/hello"),
                    Rule.allow(
                            HttpMethod.GET,
                            "/businesses/{businessId}/contacts",
                            Who.person(AccessLevel.ADMINISTRATOR),
                            Who.scope(Scopes.CONTACTS_READ)),
                    Rule.allow(
                            HttpMethod.GET, "/businesses/{businessId}/news", Who.person(AccessLevel.APPOINTMENT_MAKER)),
                    Rule.allow(HttpMethod.POST, "/routed/{id}", Who.scope(Scopes.IMPORTS_MANAGE)));
        }
    }

    /** What happens when somebody opens more than is said. */
    static class Careless extends Service {

        @Bean
        AccessRules carelessRules() {
            return AccessRules.of(Rule.open(HttpMethod.GET, "/forgotten"));
        }
    }

    @RestController
    static class Rooms {

        @GetMapping({"/businesses/{businessId:[^:]+}/contacts", "/businesses/{businessId}/news"})
        String contacts(@PathVariable String businessId) {
            return businessId;
        }

        @GetMapping({"/hello", "/forgotten"})
        String hello() {
            return "hello";
        }
    }

    @Test
    void findsControllersAndRoutes() {
        walk(
                Service.class,
                walk -> assertThat(walk.endpoints()).contains(CONTACTS, NEWS, HELLO, ROUTED, "GET /forgotten"));
    }

    @Test
    void findsNothingOpenInAServiceThatIsClosed() {
        walk(Service.class, walk -> expected(walk).findsNothingOpen());
    }

    @Test
    void findsAnEndpointThatSomebodyOpened() {
        walk(
                Careless.class,
                walk -> assertThatThrownBy(() -> expected(walk).findsNothingOpen())
                        .hasMessageContaining("GET /forgotten answers 200 to no token"));
    }

    @Test
    void findsAnEndpointThatIsOpenAndNotNamed() {
        walk(
                Service.class,
                walk -> assertThatThrownBy(() -> walk.allowing(AccessLevel.APPOINTMENT_MAKER, NEWS)
                                .findsNothingOpen())
                        .hasMessageContaining("GET /hello answers 200 to no token")
                        .hasMessageNotContaining("contacts"));
    }

    @Test
    void findsAnEndpointThatLetsALowerLevelIn() {
        walk(
                Service.class,
                walk -> assertThatThrownBy(() -> walk.leavingOpen(HELLO).findsNothingOpen())
                        .hasMessage(NEWS + " answers 200 to the token of a person who is only EVENT_ADMINISTRATOR"));
    }

    @Test
    void refusesNamesOfEndpointsThatAreNotThere() {
        walk(
                Service.class,
                walk -> assertThatThrownBy(() -> expected(walk)
                                .leavingOpen("GET /nowhere", "GET /forgotten")
                                .findsNothingOpen())
                        .hasMessage("there is no GET /nowhere\nGET /forgotten is said to be open, and is closed"));
    }

    @Test
    void failsWithoutAnyEndpoint() {
        assertThatThrownBy(() -> EndpointWalk.to("http://127.0.0.1:1", Set.of()).findsNothingOpen())
                .hasMessageContaining("no endpoint");
    }

    @Test
    void tokensOfTheTestsLetRightCallersIn() {
        run(Service.class, service -> {
            var http = client(service);
            letsIn(http, TestTokens.person(EndpointWalk.BUSINESS, AccessLevel.ADMINISTRATOR), 200);
            letsIn(http, TestTokens.service(Scopes.CONTACTS_READ), 200);
            letsIn(http, TestTokens.expired(EndpointWalk.BUSINESS, AccessLevel.ADMINISTRATOR), 401);
            letsIn(http, TestTokens.foreign(EndpointWalk.BUSINESS, AccessLevel.ADMINISTRATOR), 401);
        });
    }

    private static void letsIn(WebTestClient http, String token, int status) {
        http.get()
                .uri("/businesses/{businessId}/contacts", EndpointWalk.BUSINESS)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private static EndpointWalk expected(EndpointWalk walk) {
        return walk.leavingOpen(HELLO).allowing(AccessLevel.APPOINTMENT_MAKER, NEWS);
    }

    private static void walk(Class<?> configuration, Consumer<EndpointWalk> test) {
        run(configuration, service -> test.accept(EndpointWalk.through(service)));
    }

    private static void run(Class<?> configuration, Consumer<WebServerApplicationContext> test) {
        var settings = TestTokens.settings().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
        var arguments = Stream.concat(
                        settings, Stream.of("--server.port=0", "--spring.web.resources.add-mappings=false"))
                .toArray(String[]::new);
        try (var context = new SpringApplicationBuilder(configuration).run(arguments)) {
            test.accept((WebServerApplicationContext) context);
        }
    }

    private static WebTestClient client(WebServerApplicationContext service) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:"
                        + Objects.requireNonNull(service.getWebServer()).getPort())
                .build();
    }
}
