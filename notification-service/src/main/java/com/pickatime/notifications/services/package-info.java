/** What is asked of other services when a mail is written. */
@NullMarked
package com.pickatime.notifications.services;

import org.jspecify.annotations.NullMarked;
