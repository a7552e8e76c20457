/** Conferences, their slots and the appointments that are booked in them. */
@NullMarked
package com.pickatime.conferences;

import org.jspecify.annotations.NullMarked;
