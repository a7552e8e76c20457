/** Where people land. */
@NullMarked
package com.pickatime.web.home;

import org.jspecify.annotations.NullMarked;
