package com.pickatime.platform.mongo;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the driver waits for a store, where the connection string says nothing else.
 *
 * <p>Listeners and sweeps wait longer than both together, repeated once, so that the driver's own error tells what is wrong.
 *
 * @param look for a server, a connection to it, or a free one of the pool
 * @param answer to one command; longer than any index of a full collection takes to be made
 */
@Validated
@ConfigurationProperties("pickatime.mongodb")
record StoreLimits(
        @DurationMin(millis = 1) @DefaultValue("6s") Duration look,
        @DurationMin(millis = 1) @DefaultValue("30s") Duration answer) {}
