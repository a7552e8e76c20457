/** Contacts and their relationships, for people and other services to look up. */
@NullMarked
package com.pickatime.contacts.directory;

import org.jspecify.annotations.NullMarked;
