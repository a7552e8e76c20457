/** A business's own files as they are read: a zip, row by row, and what is wrong with which row. */
@NullMarked
package com.pickatime.contacts.own.files;

import org.jspecify.annotations.NullMarked;
