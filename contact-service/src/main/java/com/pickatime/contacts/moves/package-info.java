/** Gives contacts other source IDs, as many as a business has, when its student information system calls everybody otherwise. */
@NullMarked
package com.pickatime.contacts.moves;

import org.jspecify.annotations.NullMarked;
