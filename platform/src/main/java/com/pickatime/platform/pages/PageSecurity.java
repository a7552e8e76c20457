package com.pickatime.platform.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What protects the paths that browsers visit: forged forms, framed pages and foreign content are refused.
 *
 * <p>Services behind one address share the cookie of the form token, which needs no store.
 */
public final class PageSecurity {

    private PageSecurity() {}

    /**
     * Adds it to a chain; who may see which page is left to the chain.
     *
     * @param withoutFormToken posts that are proved otherwise
     * @param scripts whether the pages run scripts
     * @param https whether browsers reach the pages by https alone; whoever ends it in front of us hides it from the request
     */
    public static ServerHttpSecurity protect(
            ServerHttpSecurity http, ServerWebExchangeMatcher withoutFormToken, boolean scripts, boolean https) {
        return http.csrf(csrf -> csrf.csrfTokenRepository(tokens())
                        .requireCsrfProtectionMatcher(new AndServerWebExchangeMatcher(
                                CsrfWebFilter.DEFAULT_CSRF_MATCHER,
                                new NegatedServerWebExchangeMatcher(withoutFormToken)))
                        .accessDeniedHandler(new CsrfDeniedHandler()))
                .headers(headers -> headers.hsts(ServerHttpSecurity.HeaderSpec.HstsSpec::disable)
                        .writer(new PageHeaders(scripts, https)))
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance());
    }

    /**
     * Whether {@code sent} is the form token of a request; for a form with a file, which is read as it comes, and so only where
     * it is needed.
     */
    public static Mono<Boolean> isFormToken(ServerWebExchange exchange, String sent) {
        return tokens().loadToken(exchange)
                .flatMap(token -> new XorServerCsrfTokenRequestAttributeHandler()
                        .resolveCsrfTokenValue(
                                exchange.mutate()
                                        .request(request -> request.header(token.getHeaderName(), sent))
                                        .build(),
                                token)
                        .map(value -> MessageDigest.isEqual(
                                value.getBytes(StandardCharsets.UTF_8),
                                token.getToken().getBytes(StandardCharsets.UTF_8))))
                .defaultIfEmpty(false);
    }

    /**
     * A cookie's value must be in the form too. No store is needed, not even for visitors who never sign in, and the prefix
     * keeps other hosts of the domain from planting a value they know.
     */
    private static ServerCsrfTokenRepository tokens() {
        var repository = new CookieServerCsrfTokenRepository();
        repository.setCookieName("__Host-pickatime-csrf");
        repository.setCookiePath("/");
        repository.setCookieCustomizer(
                cookie -> cookie.secure(true).httpOnly(true).sameSite("Lax"));
        return repository;
    }
}
