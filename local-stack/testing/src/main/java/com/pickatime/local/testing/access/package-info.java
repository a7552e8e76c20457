/** Access tokens for tests, and a walk through a service's endpoints with wrong ones. */
@NullMarked
package com.pickatime.local.testing.access;

import org.jspecify.annotations.NullMarked;
