/** Classes and their rosters, one for each teacher. */
@NullMarked
package com.pickatime.contacts.classes;

import org.jspecify.annotations.NullMarked;
