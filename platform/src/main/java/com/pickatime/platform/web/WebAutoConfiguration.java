package com.pickatime.platform.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Closes every service by default: {@code pickatime.service-token} opens it, {@code pickatime.public-paths} are open. */
@AutoConfiguration
public class WebAutoConfiguration {

    /** Probes of an orchestrator carry no token, and learn no more than up or down. */
    private static final String HEALTH = "/actuator/health/**";

    @Bean
    @ConditionalOnMissingBean
    ServiceToken serviceToken(@Value("${pickatime.service-token:}") String token) {
        return new ServiceToken(token);
    }

    @Bean
    ClosedDoor closedDoor(ServiceToken token, @Value("${pickatime.public-paths:}") List<String> publicPaths) {
        return new ClosedDoor(
                token, Stream.concat(Stream.of(HEALTH), publicPaths.stream()).toList());
    }
}
