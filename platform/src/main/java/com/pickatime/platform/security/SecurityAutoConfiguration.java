package com.pickatime.platform.security;

import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.publisher.Mono;

/**
 * Closes every service: its {@link AccessRules} beans say who may use what, and the rest is refused to everybody.
 *
 * <p>The chain is the last one, so that a service may put another in front of it for paths of its own.
 */
@AutoConfiguration(
        before = {
            ReactiveWebSecurityAutoConfiguration.class,
            ReactiveManagementWebSecurityAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
@EnableWebFluxSecurity
public class SecurityAutoConfiguration {

    /** Probes of an orchestrator carry no token, and learn no more than up or down. */
    @Bean
    AccessRules actuatorRules() {
        return AccessRules.of(
                Rule.open(HttpMethod.GET, "/actuator/health/**"),
                Rule.allow(HttpMethod.GET, "/actuator/**", Who.scope(Scopes.OPERATIONS_READ)));
    }

    @Bean
    AccessRefusals accessRefusals(SecuritySettings settings) {
        return new AccessRefusals(settings.issuer());
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityWebFilterChain tokenChain(
            ServerHttpSecurity http,
            ReactiveJwtDecoder tokens,
            ObjectProvider<AccessRules> rules,
            AccessRefusals refusals) {
        var admitted = new AdmittedCallers(AccessRules.merged(rules.stream().toList()));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable) // a token is never sent by a browser on its own
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(exchanges -> exchanges.anyExchange().access(admitted))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusals::unauthorized)
                        .accessDeniedHandler((exchange, denied) -> refusals.forbidden(exchange)))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals::unauthorized)
                        .accessDeniedHandler((exchange, denied) -> refusals.forbidden(exchange))
                        .authenticationFailureHandler(
                                (filtered, reason) -> refusals.unauthorized(filtered.getExchange(), reason))
                        .jwt(jwt -> jwt.jwtDecoder(tokens)
                                .jwtAuthenticationConverter(
                                        token -> Mono.just(new CallerAuthentication(Caller.of(token))))))
                .build();
    }

    /** Ids of a roster may hold any character; segments are told apart before they are decoded, here and in controllers. */
    @Bean
    ServerWebExchangeFirewall strictFirewall() {
        var firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejectedRequestHandler(AccessRefusals refusals) {
        return (exchange, rejected) -> refusals.ambiguous(exchange);
    }

    @Bean
    WebFluxConfigurer callerArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new CallerArgument());
            }
        };
    }
}
