/** What can be made to go wrong, and what is wrong right now. */
@NullMarked
package com.pickatime.simulator.faults;

import org.jspecify.annotations.NullMarked;
