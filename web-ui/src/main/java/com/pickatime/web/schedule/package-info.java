/** A teacher's own schedule. */
@NullMarked
package com.pickatime.web.schedule;

import org.jspecify.annotations.NullMarked;
