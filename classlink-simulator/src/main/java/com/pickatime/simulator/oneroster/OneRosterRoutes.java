package com.pickatime.simulator.oneroster;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Routes by the path as it was sent: an application id that contains an escaped slash is one segment of it. */
@Configuration(proxyBeanMethods = false)
class OneRosterRoutes {

    @Bean
    RouterFunction<ServerResponse> oneRoster(OneRosterHandler handler, TokenHandler tokens) {
        RequestPredicate isOneRoster =
                request -> OneRosterPath.of(request.uri().getRawPath()).isPresent();
        return RouterFunctions.route(isOneRoster, handler::handle)
                .andRoute(RequestPredicates.POST("/oauth2/token"), tokens::give);
    }
}
