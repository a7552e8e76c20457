/** Sample events and news, a clock that is set by hand, and an SMTP server that answers as it is told. */
@NullMarked
package com.pickatime.notifications.testing;

import org.jspecify.annotations.NullMarked;
