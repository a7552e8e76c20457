/** The DuckDB file of one run, and the directory it lives in. */
@NullMarked
package com.pickatime.imports.plan.staging.store;

import org.jspecify.annotations.NullMarked;
