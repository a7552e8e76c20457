/** The one byte form of a row: what its content hash is taken over, and what is kept, sealed, on disk. */
@NullMarked
package com.pickatime.imports.plan.staging.row;

import org.jspecify.annotations.NullMarked;
