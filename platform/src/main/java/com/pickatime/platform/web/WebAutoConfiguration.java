package com.pickatime.platform.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** Closes every service by default: {@code pickatime.service-token} opens it, {@code pickatime.public-paths} are open. */
@AutoConfiguration(before = NettyReactiveWebServerAutoConfiguration.class)
public class WebAutoConfiguration {

    /** Probes of an orchestrator carry no token, and learn no more than up or down. */
    private static final String HEALTH = "/actuator/health/**";

    @Bean
    @ConditionalOnMissingBean
    ServiceToken serviceToken(@Value("${pickatime.service-token:}") String token) {
        return new ServiceToken(token);
    }

    /** Its own event loops for each service: of several in one JVM, one that stops must not stop the others' servers. */
    @Bean
    @ConditionalOnMissingBean
    ReactorResourceFactory reactorResourceFactory() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    @Bean
    ClosedDoor closedDoor(ServiceToken token, @Value("${pickatime.public-paths:}") List<String> publicPaths) {
        return new ClosedDoor(
                token, Stream.concat(Stream.of(HEALTH), publicPaths.stream()).toList());
    }
}
