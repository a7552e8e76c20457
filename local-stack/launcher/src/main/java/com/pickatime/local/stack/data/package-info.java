/** What a local stack keeps from start to start: its directory, and the secrets in it. */
@NullMarked
package com.pickatime.local.stack.data;

import org.jspecify.annotations.NullMarked;
