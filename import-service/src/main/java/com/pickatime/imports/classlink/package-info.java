/** The one place that knows how this installation reaches ClassLink. */
@NullMarked
package com.pickatime.imports.classlink;

import org.jspecify.annotations.NullMarked;
