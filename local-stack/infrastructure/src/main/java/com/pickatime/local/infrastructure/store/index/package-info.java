/** Sorted indexes that serve a filter's equalities, {@code $in} and ranges on their leading fields. */
@NullMarked
package com.pickatime.local.infrastructure.store.index;

import org.jspecify.annotations.NullMarked;
