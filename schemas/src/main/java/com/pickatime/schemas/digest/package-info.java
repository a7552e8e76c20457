/** The order-free digest by which source and store are compared. */
@NullMarked
package com.pickatime.schemas.digest;

import org.jspecify.annotations.NullMarked;
