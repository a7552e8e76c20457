/** Hands one letter to the SMTP server and says what became of it. */
@NullMarked
package com.pickatime.notifications.delivery;

import org.jspecify.annotations.NullMarked;
