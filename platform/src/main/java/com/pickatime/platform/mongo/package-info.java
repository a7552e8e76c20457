/** How every service talks to MongoDB: one database each, majority reads and writes, indexes before the first request. */
@NullMarked
package com.pickatime.platform.mongo;

import org.jspecify.annotations.NullMarked;
