/** From the roster topic to the store, batch by batch. */
@NullMarked
package com.pickatime.contacts.intake;

import org.jspecify.annotations.NullMarked;
