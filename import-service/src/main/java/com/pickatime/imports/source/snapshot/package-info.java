/** Keeps, sealed, what a business's roster was after each import, so that it can be put back. */
@NullMarked
package com.pickatime.imports.source.snapshot;

import org.jspecify.annotations.NullMarked;
