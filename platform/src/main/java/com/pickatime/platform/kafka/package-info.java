/** How every service talks to Kafka: topics, retries and dead letters. */
@NullMarked
package com.pickatime.platform.kafka;

import org.jspecify.annotations.NullMarked;
