/** Importer: imports, how they went, and what is held. */
@NullMarked
package com.pickatime.web.importer;

import org.jspecify.annotations.NullMarked;
