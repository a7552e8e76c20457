/** What of a row its content hash is taken over, and the bytes that are kept of it, sealed, on disk. */
@NullMarked
package com.pickatime.imports.plan.staging.row;

import org.jspecify.annotations.NullMarked;
