/** Which ports are free, and the names of those that are not. */
@NullMarked
package com.pickatime.local.infrastructure.ports;

import org.jspecify.annotations.NullMarked;
