/** Says that an import is complete, once, with the receipt that compares source and store. */
@NullMarked
package com.pickatime.contacts.completion;

import org.jspecify.annotations.NullMarked;
