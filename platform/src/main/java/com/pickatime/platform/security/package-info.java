/** The door of every service: verifies access tokens and applies the rules. */
@NullMarked
package com.pickatime.platform.security;

import org.jspecify.annotations.NullMarked;
