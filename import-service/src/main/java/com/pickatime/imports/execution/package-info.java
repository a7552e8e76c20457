/** Carries runs out: fetch, compare, decide, publish; and says why when one fails. */
@NullMarked
package com.pickatime.imports.execution;

import org.jspecify.annotations.NullMarked;
