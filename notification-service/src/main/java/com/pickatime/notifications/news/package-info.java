/** What a mail has to tell, taken from an event once and kept until the mail is sent. */
@NullMarked
package com.pickatime.notifications.news;

import org.jspecify.annotations.NullMarked;
