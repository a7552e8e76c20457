package com.pickatime.platform.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import reactor.netty.http.server.HttpServer;

/**
 * How long a service's server waits for those who call it.
 *
 * @param idle for the whole head of a request on an open connection
 * @param pause between two pieces of a request's body
 * @param request for a whole body, of which a district's roster file is the largest
 */
@Validated
@ConfigurationProperties("pickatime.http")
record HttpLimits(
        @DurationMin(millis = 1) @DefaultValue("60s") Duration idle,
        @DurationMin(millis = 1) @DefaultValue("20s") Duration pause,
        @DurationMin(millis = 1) @DefaultValue("15m") Duration request) {

    /** The server with these limits, whose kept-alive connections are read on. */
    HttpServer in(HttpServer server) {
        return ReadOn.in(server.idleTimeout(idle).readTimeout(pause).requestTimeout(request));
    }
}
