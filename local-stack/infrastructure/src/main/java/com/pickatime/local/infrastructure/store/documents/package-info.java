/** A sorted map from keys to document bytes: keys in memory, documents in an append-only log. */
@NullMarked
package com.pickatime.local.infrastructure.store.documents;

import org.jspecify.annotations.NullMarked;
