/** The signed notification that a district has added the application. */
@NullMarked
package com.pickatime.simulator.notification;

import org.jspecify.annotations.NullMarked;
