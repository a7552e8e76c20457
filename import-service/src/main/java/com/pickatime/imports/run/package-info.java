/** What an import run is, as its document says, and the rows it refused. */
@NullMarked
package com.pickatime.imports.run;

import org.jspecify.annotations.NullMarked;
