/** Collections that several instances and all businesses share: who this instance is, and what can be read. */
@NullMarked
package com.pickatime.imports.store;

import org.jspecify.annotations.NullMarked;
