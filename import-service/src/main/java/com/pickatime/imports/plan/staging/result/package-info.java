/** What a plan is: its numbers, what is lost by it, and its changes. */
@NullMarked
package com.pickatime.imports.plan.staging.result;

import org.jspecify.annotations.NullMarked;
