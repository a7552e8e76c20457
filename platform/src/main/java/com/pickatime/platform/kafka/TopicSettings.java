package com.pickatime.platform.kafka;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the topics are laid out where the default is not wanted.
 *
 * @param replicationFactor copies of each partition; 3 in production
 * @param partitions partition counts by topic name
 * @param retention retention times by topic name
 */
@Validated
@ConfigurationProperties("pickatime.topics")
record TopicSettings(
        @Min(1) @DefaultValue("1") short replicationFactor,
        @DefaultValue Map<String, Integer> partitions,
        @DefaultValue Map<String, Duration> retention) {}
