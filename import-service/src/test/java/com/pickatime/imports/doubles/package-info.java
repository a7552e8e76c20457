/** Stand-ins for the systems around this service, small and made by hand. */
@NullMarked
package com.pickatime.imports.doubles;

import org.jspecify.annotations.NullMarked;
