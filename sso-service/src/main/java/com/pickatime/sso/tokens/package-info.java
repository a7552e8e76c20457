/** Access tokens: for people who are signed in, for services and operators, and the keys that verify them. */
@NullMarked
package com.pickatime.sso.tokens;

import org.jspecify.annotations.NullMarked;
