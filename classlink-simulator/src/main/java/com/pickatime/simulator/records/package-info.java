/** The records of OneRoster 1.1 as ClassLink writes them on the wire. */
@NullMarked
package com.pickatime.simulator.records;

import org.jspecify.annotations.NullMarked;
