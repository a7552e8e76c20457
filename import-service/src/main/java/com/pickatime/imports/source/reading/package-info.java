/** Turns the records of any source into rows by one set of rules. */
@NullMarked
package com.pickatime.imports.source.reading;

import org.jspecify.annotations.NullMarked;
