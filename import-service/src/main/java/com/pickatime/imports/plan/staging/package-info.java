/** Holds one run's roster on local disk, checks it as a whole, and works out what has to change. */
@NullMarked
package com.pickatime.imports.plan.staging;

import org.jspecify.annotations.NullMarked;
