/** Contacts whose source ID may have been given to somebody else, and what is decided of them. */
@NullMarked
package com.pickatime.contacts.quarantine;

import org.jspecify.annotations.NullMarked;
