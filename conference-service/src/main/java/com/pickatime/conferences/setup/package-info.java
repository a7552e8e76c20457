/** How administrators make conferences, from nothing or from a past one. */
@NullMarked
package com.pickatime.conferences.setup;

import org.jspecify.annotations.NullMarked;
