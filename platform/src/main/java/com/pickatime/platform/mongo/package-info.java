/** How every service talks to MongoDB: one database each, majority reads and writes. */
@NullMarked
package com.pickatime.platform.mongo;

import org.jspecify.annotations.NullMarked;
