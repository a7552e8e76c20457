/** The steps of an import that this service announces. */
@NullMarked
package com.pickatime.contacts.events;

import org.jspecify.annotations.NullMarked;
