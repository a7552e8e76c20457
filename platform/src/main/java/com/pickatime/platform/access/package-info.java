/** Who calls, and who may use which endpoint: the same rules in every service. */
@NullMarked
package com.pickatime.platform.access;

import org.jspecify.annotations.NullMarked;
