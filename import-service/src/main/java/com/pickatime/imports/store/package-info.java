/** What all rooms share: this instance, its data directory, and how collections of all businesses are read. */
@NullMarked
package com.pickatime.imports.store;

import org.jspecify.annotations.NullMarked;
