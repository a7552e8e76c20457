/** A school district as ClassLink would show it: generated from a seed, served as OneRoster 1.1, broken on request. */
@NullMarked
package com.pickatime.simulator;

import org.jspecify.annotations.NullMarked;
