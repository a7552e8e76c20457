/** Mails that are to be sent or were sent, and the sweep that sends them. */
@NullMarked
package com.pickatime.notifications.outbox;

import org.jspecify.annotations.NullMarked;
