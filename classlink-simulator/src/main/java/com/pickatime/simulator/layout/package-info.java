/** The shape of a district: its school year, schools, grades and class sections, all computed from a seed and a size. */
@NullMarked
package com.pickatime.simulator.layout;

import org.jspecify.annotations.NullMarked;
