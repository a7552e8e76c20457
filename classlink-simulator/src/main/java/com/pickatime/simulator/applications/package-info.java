/** The partner interface that lists the districts which added the application. */
@NullMarked
package com.pickatime.simulator.applications;

import org.jspecify.annotations.NullMarked;
