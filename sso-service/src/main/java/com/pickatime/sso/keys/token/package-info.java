/** The keys that access tokens are signed with, and when each signs. */
@NullMarked
package com.pickatime.sso.keys.token;

import org.jspecify.annotations.NullMarked;
