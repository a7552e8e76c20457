/** A MongoDB-protocol server whose acknowledged writes survive the process. */
@NullMarked
package com.pickatime.local.infrastructure.store;

import org.jspecify.annotations.NullMarked;
