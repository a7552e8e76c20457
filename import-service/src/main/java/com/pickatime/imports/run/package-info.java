/** What an import run is, as its document says. */
@NullMarked
package com.pickatime.imports.run;

import org.jspecify.annotations.NullMarked;
