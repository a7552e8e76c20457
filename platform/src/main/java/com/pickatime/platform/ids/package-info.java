/** Identifiers that several services hold, and what they may look like. */
@NullMarked
package com.pickatime.platform.ids;

import org.jspecify.annotations.NullMarked;
