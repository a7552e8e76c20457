/** The configuration of the notification service. */
@NullMarked
package com.pickatime.notifications.settings;

import org.jspecify.annotations.NullMarked;
