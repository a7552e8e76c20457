/** Turns news into the words, plain and HTML, that an administrator reads. */
@NullMarked
package com.pickatime.notifications.rendering;

import org.jspecify.annotations.NullMarked;
