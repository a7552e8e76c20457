/** Who lives in a district: students, their families, the staff, and the names and numbers they go by. */
@NullMarked
package com.pickatime.simulator.people;

import org.jspecify.annotations.NullMarked;
