/** The {@code pickatime} command line. */
@NullMarked
package com.pickatime.local.launcher;

import org.jspecify.annotations.NullMarked;
