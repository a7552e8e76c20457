/** A row on disk: what its content hash is taken over, its sealed bytes, and what stands in the place of what must not be read. */
@NullMarked
package com.pickatime.imports.plan.staging.row;

import org.jspecify.annotations.NullMarked;
