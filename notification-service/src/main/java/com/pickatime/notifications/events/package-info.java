/** The consumer of lifecycle events. */
@NullMarked
package com.pickatime.notifications.events;

import org.jspecify.annotations.NullMarked;
