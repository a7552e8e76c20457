/** Who this instance is, where several instances share a collection. */
@NullMarked
package com.pickatime.imports.store;

import org.jspecify.annotations.NullMarked;
