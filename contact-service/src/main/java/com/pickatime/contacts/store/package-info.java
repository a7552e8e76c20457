/** Rosters in MongoDB: one document per source ID, changed only by a higher revision. */
@NullMarked
package com.pickatime.contacts.store;

import org.jspecify.annotations.NullMarked;
