package com.pickatime.sso.sessions.browser;

import com.pickatime.platform.pages.Languages;
import com.pickatime.platform.pages.PageSecurity;
import com.pickatime.platform.pages.PagesConfiguration;
import com.pickatime.sso.BaseUrl;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.LocaleContextResolver;

/**
 * The security of the paths that browsers visit; they come with a session cookie or nothing, never with an access token.
 *
 * <p>What a page shows to whom, its controller decides by the session. All other paths are left to the chain of platform.
 */
@Configuration(proxyBeanMethods = false)
@Import(PagesConfiguration.class)
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

    private static final Pattern TRIAL = Pattern.compile("/saml/[^/]+/test(/.*)?");

    /** What the test of single sign-on shows is for administrators. */
    @Bean(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
    LocaleContextResolver languages() {
        return Languages.resolver(path -> !TRIAL.matcher(path).matches());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain browserPages(ServerHttpSecurity http, BaseUrl baseUrl) {
        return PageSecurity.protect(
                        http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(PAGES)),
                        WITHOUT_FORM_TOKEN,
                        false,
                        baseUrl.isHttps())
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }
}
