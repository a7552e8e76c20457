/** How every service talks to Kafka: topics, events, retries and dead letters. */
@NullMarked
package com.pickatime.platform.kafka;

import org.jspecify.annotations.NullMarked;
