/** What contact-service knows of those who meet. */
@NullMarked
package com.pickatime.conferences.people;

import org.jspecify.annotations.NullMarked;
