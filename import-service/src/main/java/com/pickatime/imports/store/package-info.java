/** What every MongoDB collection of this service has in common. */
@NullMarked
package com.pickatime.imports.store;

import org.jspecify.annotations.NullMarked;
