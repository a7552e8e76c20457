/** The importer reads what the simulator serves, without the rest of the stack. */
@NullMarked
package com.pickatime.local.source;

import org.jspecify.annotations.NullMarked;
