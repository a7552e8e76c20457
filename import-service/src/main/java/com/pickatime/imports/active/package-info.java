/** Runs that this instance works on: how far they are, and the lease that makes them ours. */
@NullMarked
package com.pickatime.imports.active;

import org.jspecify.annotations.NullMarked;
