/** Notifications sent. */
@NullMarked
package com.pickatime.web.notifications;

import org.jspecify.annotations.NullMarked;
