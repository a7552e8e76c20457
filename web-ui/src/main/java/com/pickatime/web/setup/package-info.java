/** Global Setup: how people sign in and link, and what is done to all contacts at once. */
@NullMarked
package com.pickatime.web.setup;

import org.jspecify.annotations.NullMarked;
