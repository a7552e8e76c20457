/** Deletes all contacts of an access level and of all lower ones, and takes that back. */
@NullMarked
package com.pickatime.contacts.clearing;

import org.jspecify.annotations.NullMarked;
