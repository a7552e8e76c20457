/** Counts over the whole roster of a business. */
@NullMarked
package com.pickatime.contacts.summary;

import org.jspecify.annotations.NullMarked;
