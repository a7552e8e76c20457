/** What becomes of the contacts that a business made itself when its first roster comes. */
@NullMarked
package com.pickatime.contacts.firstimport;

import org.jspecify.annotations.NullMarked;
