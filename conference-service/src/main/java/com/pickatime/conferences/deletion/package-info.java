/** Deletes all past events but those that a business keeps, and takes that back. */
@NullMarked
package com.pickatime.conferences.deletion;

import org.jspecify.annotations.NullMarked;
