/** Opens the roster that a connection says a run shall read. */
@NullMarked
package com.pickatime.imports.connection.reading;

import org.jspecify.annotations.NullMarked;
