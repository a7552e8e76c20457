/** One real Kafka broker on the loopback address, inside this JVM or as a child process of its own. */
@NullMarked
package com.pickatime.local.broker;

import org.jspecify.annotations.NullMarked;
