/** The OneRoster 1.1 interface over HTTP: its paths, who may use them, and what may go wrong on the way. */
@NullMarked
package com.pickatime.simulator.oneroster;

import org.jspecify.annotations.NullMarked;
