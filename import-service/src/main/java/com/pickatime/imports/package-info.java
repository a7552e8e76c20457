/** The import service: ClassLink's notification comes in, roster events go out. */
@NullMarked
package com.pickatime.imports;

import org.jspecify.annotations.NullMarked;
