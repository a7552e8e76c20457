/** Many contacts at once, for services that hold nothing but their ids. */
@NullMarked
package com.pickatime.contacts.lookups;

import org.jspecify.annotations.NullMarked;
