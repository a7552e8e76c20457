package com.pickatime.sso.sessions.browser;

import com.pickatime.sso.BaseUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/**
 * The security of the paths that browsers visit; they come with a session cookie or nothing, never with an access token.
 *
 * <p>What a page shows to whom, its controller decides by the session. All other paths are left to the chain of platform.
 */
@Configuration(proxyBeanMethods = false)
class BrowserSecurity {

    /**
     * Another site's form must reach the first, and what is signed in it is its proof; the second asks for a header that no
     * other site's page can send.
     */
    private static final ServerWebExchangeMatcher WITHOUT_FORM_TOKEN = new OrServerWebExchangeMatcher(
            ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/saml/*/acs"),
            ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/session/token"));

    private static final String[] PAGES = {
        "/",
        "/sign-in/**",
        "/sign-out",
        "/invitations/**",
        "/password-links/**",
        "/saml/**",
        "/session/**",
        "/assets/**"
    };

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain browserPages(ServerHttpSecurity http, BaseUrl baseUrl) {
        var page = new PageHeaders(baseUrl);
        return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(PAGES))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens())
                        .requireCsrfProtectionMatcher(protectedForms())
                        .accessDeniedHandler(new CsrfDeniedHandler()))
                .headers(headers -> headers.hsts(ServerHttpSecurity.HeaderSpec.HstsSpec::disable)
                        .writer(page))
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
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

    private static ServerWebExchangeMatcher protectedForms() {
        return new AndServerWebExchangeMatcher(
                CsrfWebFilter.DEFAULT_CSRF_MATCHER, new NegatedServerWebExchangeMatcher(WITHOUT_FORM_TOKEN));
    }
}
