/** Carries runs out under a lease: fetch, compare, decide, publish; and says why when one fails. */
@NullMarked
package com.pickatime.imports.run.work;

import org.jspecify.annotations.NullMarked;
