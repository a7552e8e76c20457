/** A small HTTP server on the loopback address, for the registry and the mail inbox. */
@NullMarked
package com.pickatime.local.infrastructure.http;

import org.jspecify.annotations.NullMarked;
