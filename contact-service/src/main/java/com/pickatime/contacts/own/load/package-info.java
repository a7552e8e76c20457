/** Brings a business's own files into the store: checked as a whole, then written, by whichever instance is there. */
@NullMarked
package com.pickatime.contacts.own.load;

import org.jspecify.annotations.NullMarked;
