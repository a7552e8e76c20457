/** Appointments as files that calendars take in. */
@NullMarked
package com.pickatime.platform.calendar;

import org.jspecify.annotations.NullMarked;
