/** Compares the roster that shall be stored with what is: the plan, and its changes. */
@NullMarked
package com.pickatime.imports.plan.staging.compare;

import org.jspecify.annotations.NullMarked;
