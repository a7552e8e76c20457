/** Reports to look at, to print and to take away: of the account and of an event. */
@NullMarked
package com.pickatime.web.reports;

import org.jspecify.annotations.NullMarked;
