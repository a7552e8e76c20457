/** How a business wants names, dates and times to be shown. */
@NullMarked
package com.pickatime.contacts.display;

import org.jspecify.annotations.NullMarked;
