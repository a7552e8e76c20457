/** What this service's tests share: databases, keys, a clock, and the whole service to talk to. */
@NullMarked
package com.pickatime.sso.testing;

import org.jspecify.annotations.NullMarked;
