package com.pickatime.web.session;

import com.pickatime.platform.pages.Languages;
import com.pickatime.platform.pages.PageSecurity;
import com.pickatime.platform.pages.PagesConfiguration;
import com.pickatime.web.WebSettings;
import com.pickatime.web.services.SignedIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Lets people in to their pages, and sends whoever is not signed in to where that is done. */
@Configuration(proxyBeanMethods = false)
@Import(PagesConfiguration.class)
class PageDoor {

    /** At which business somebody signed in last: the address of a sign-in page names it. It is no secret. */
    private static final String BUSINESS_COOKIE = "__Host-pickatime-business";

    private static final Duration BUSINESS_KEPT = Duration.ofDays(400);

    @Bean(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
    LocaleContextResolver languages() {
        return Languages.resolver(path -> path.equals("/") || path.startsWith("/children"));
    }

    /** Sign-in pages protect themselves, and their forms pass through here unread. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain passedOn(ServerHttpSecurity http) {
        return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(SignInPages.PATHS))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityWebFilterChain pages(ServerHttpSecurity http, Visitors visitors, WebSettings settings) {
        var signedIn = new AuthenticationWebFilter((ReactiveAuthenticationManager) Mono::just);
        signedIn.setServerAuthenticationConverter(exchange -> visitors.of(exchange)
                .doOnNext(who -> remember(exchange, who))
                .map(who -> new PreAuthenticatedAuthenticationToken(who, "", List.of())));
        return PageSecurity.protect(
                        http.securityMatcher(new NegatedServerWebExchangeMatcher(
                                ServerWebExchangeMatchers.pathMatchers("/actuator/**"))),
                        FileForms::isOne,
                        true,
                        settings.isHttps())
                .addFilterAt(signedIn, SecurityWebFiltersOrder.AUTHENTICATION)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((exchange, nobody) -> toSignIn(exchange))
                                .accessDeniedHandler((exchange, denied) -> Mono.error(refused(exchange))))
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, "/assets/**")
                        .permitAll()
                        .anyExchange()
                        .access(PageDoor::admit))
                .build();
    }

    private static Mono<AuthorizationResult> admit(Mono<Authentication> authentication, AuthorizationContext context) {
        var path = context.getExchange().getRequest().getPath().pathWithinApplication();
        return authentication
                .map(known -> known.getPrincipal() instanceof SignedIn who
                        && PageAccess.of(path).filter(page -> page.admits(who)).isPresent())
                .defaultIfEmpty(false)
                .map(AuthorizationDecision::new);
    }

    private static ResponseStatusException refused(ServerWebExchange exchange) {
        var isPage = PageAccess.of(exchange.getRequest().getPath().pathWithinApplication())
                .isPresent();
        return new ResponseStatusException(isPage ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND);
    }

    private static void remember(ServerWebExchange exchange, SignedIn who) {
        var business = UriUtils.encode(who.businessId().value(), StandardCharsets.UTF_8);
        if (!business(exchange).equals(Optional.of(business))) {
            exchange.getResponse()
                    .addCookie(ResponseCookie.from(BUSINESS_COOKIE, business)
                            .secure(true)
                            .httpOnly(true)
                            .sameSite("Lax")
                            .path("/")
                            .maxAge(BUSINESS_KEPT)
                            .build());
        }
    }

    /** Percent-encoded, as it stands in an address. */
    private static Optional<String> business(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(BUSINESS_COOKIE))
                .map(HttpCookie::getValue)
                .filter(PageDoor::isBusiness);
    }

    private static boolean isBusiness(String encoded) {
        return encoded.matches("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}){1,400}") && !encoded.matches("\\.{1,2}");
    }

    /**
     * To the business where somebody signed in last, or to that which a mail's link names.
     *
     * <p>A part of a page cannot show a sign-in form: htmx loads the whole page then.
     */
    private static Mono<Void> toSignIn(ServerWebExchange exchange) {
        var business = business(exchange)
                .or(() -> Optional.ofNullable(
                                exchange.getRequest().getQueryParams().getFirst("business"))
                        .map(named -> UriUtils.encode(named, StandardCharsets.UTF_8))
                        .filter(PageDoor::isBusiness));
        if (business.isEmpty()) {
            return Mono.error(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        }
        var request = exchange.getRequest();
        var response = exchange.getResponse();
        if (request.getHeaders().containsHeader("HX-Request")) {
            response.setStatusCode(HttpStatus.UNAUTHORIZED);
            response.getHeaders().set("HX-Refresh", "true");
            return response.setComplete();
        }
        var wanted = request.getMethod() == HttpMethod.GET
                        && !"/".equals(request.getURI().getRawPath())
                ? "?returnTo=" + UriUtils.encode(pathAndQuery(request.getURI()), StandardCharsets.UTF_8)
                : "";
        response.setStatusCode(HttpStatus.SEE_OTHER);
        response.getHeaders().setLocation(URI.create("/sign-in/" + business.get() + wanted));
        return response.setComplete();
    }

    private static String pathAndQuery(URI address) {
        return address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + "?" + address.getRawQuery();
    }
}
