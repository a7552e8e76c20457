/** The Kafka broker as a child process. */
@NullMarked
package com.pickatime.local.infrastructure.broker;

import org.jspecify.annotations.NullMarked;
