/** Events / Preview: what administrators set up for parents to book, and what parents booked. */
@NullMarked
package com.pickatime.web.events;

import org.jspecify.annotations.NullMarked;
