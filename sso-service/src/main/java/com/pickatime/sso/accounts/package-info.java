/**
 * People who sign in with a password: local administrators, so that a business can start before single sign-on works, and
 * contacts who chose one.
 */
@NullMarked
package com.pickatime.sso.accounts;

import org.jspecify.annotations.NullMarked;
