/** Reads a district's roster from a zip of OneRoster CSV files, version 1.0, 1.1 or 1.2. */
@NullMarked
package com.pickatime.imports.source.csv;

import org.jspecify.annotations.NullMarked;
