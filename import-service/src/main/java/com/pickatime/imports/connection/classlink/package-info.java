/** The one place that knows how this installation reaches ClassLink, and which districts it lists. */
@NullMarked
package com.pickatime.imports.connection.classlink;

import org.jspecify.annotations.NullMarked;
