/** Notifications that something changed at ClassLink: taken in, proved genuine, and put on their topic once. */
@NullMarked
package com.pickatime.imports.connection.notification;

import org.jspecify.annotations.NullMarked;
