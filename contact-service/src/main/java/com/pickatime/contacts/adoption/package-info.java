/** Contacts of our own and the roster's contacts that are the same person: found, decided, and made one. */
@NullMarked
package com.pickatime.contacts.adoption;

import org.jspecify.annotations.NullMarked;
