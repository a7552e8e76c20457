/** What a roster source delivers: normalised rows, refusals, warnings, and how the delivery went. */
@NullMarked
package com.pickatime.imports.source;

import org.jspecify.annotations.NullMarked;
