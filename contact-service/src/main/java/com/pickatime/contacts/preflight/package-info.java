/** Whether parents can link yet: which students have no birth date, and what to do about it before parents are invited. */
@NullMarked
package com.pickatime.contacts.preflight;

import org.jspecify.annotations.NullMarked;
