/** Rows that an import left out, kept with their reasons for those who can mend them. */
@NullMarked
package com.pickatime.imports.refusal;

import org.jspecify.annotations.NullMarked;
