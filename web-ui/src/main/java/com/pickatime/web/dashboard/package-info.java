/** What an administrator sees first: how the roster stands, and what waits for a decision. */
@NullMarked
package com.pickatime.web.dashboard;

import org.jspecify.annotations.NullMarked;
