/** Writing events to topics without blocking an event loop. */
@NullMarked
package com.pickatime.imports.kafka;

import org.jspecify.annotations.NullMarked;
