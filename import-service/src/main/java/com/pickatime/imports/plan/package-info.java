/** What would change: a roster staged, checked as a whole and compared with what is stored; and what must not happen unasked. */
@NullMarked
package com.pickatime.imports.plan;

import org.jspecify.annotations.NullMarked;
