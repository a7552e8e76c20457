/** The main job across all services, on the local stack as a user starts it. */
@NullMarked
package com.pickatime.local.journey;

import org.jspecify.annotations.NullMarked;
