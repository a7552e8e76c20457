/** Contacts: who there is, what the roster says and what was decided here. */
@NullMarked
package com.pickatime.web.contacts;

import org.jspecify.annotations.NullMarked;
