/** Identifiers that several services hold, as types of their own. */
@NullMarked
package com.pickatime.platform.ids;

import org.jspecify.annotations.NullMarked;
