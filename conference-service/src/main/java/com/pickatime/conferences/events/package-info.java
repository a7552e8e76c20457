/** What this service tells others of appointments. */
@NullMarked
package com.pickatime.conferences.events;

import org.jspecify.annotations.NullMarked;
