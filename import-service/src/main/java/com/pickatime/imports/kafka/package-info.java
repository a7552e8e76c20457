/** Writing events to topics without blocking an event loop, and keeping them until they can be written. */
@NullMarked
package com.pickatime.imports.kafka;

import org.jspecify.annotations.NullMarked;
