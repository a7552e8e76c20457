/** Appointments: held, confirmed, moved and cancelled, and never more of them than there may be. */
@NullMarked
package com.pickatime.conferences.booking;

import org.jspecify.annotations.NullMarked;
