package com.pickatime.simulator.oneroster;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How large a page may be.
 *
 * @param maxLimit a larger limit is silently taken for this one
 */
@Validated
@ConfigurationProperties("simulator")
record PagingSettings(@Min(1) @DefaultValue("100") int maxLimit) {}
