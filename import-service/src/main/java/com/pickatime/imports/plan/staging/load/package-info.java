/** Writes rows into the staging database, and makes of them the roster that shall be stored. */
@NullMarked
package com.pickatime.imports.plan.staging.load;

import org.jspecify.annotations.NullMarked;
