/** Whose appointments are to be looked at again, because something changed that they depend on. */
@NullMarked
package com.pickatime.conferences.checks;

import org.jspecify.annotations.NullMarked;
