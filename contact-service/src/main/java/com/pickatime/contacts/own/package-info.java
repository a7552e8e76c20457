/** Contacts that people make here: one by one, and by a business's own files. */
@NullMarked
package com.pickatime.contacts.own;

import org.jspecify.annotations.NullMarked;
