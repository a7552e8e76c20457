/** A plan's changes one by one, for people who look at it, kept sealed with the run. */
@NullMarked
package com.pickatime.imports.run.lines;

import org.jspecify.annotations.NullMarked;
