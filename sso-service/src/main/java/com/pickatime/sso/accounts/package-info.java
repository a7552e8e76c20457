/** Local administrators: people who sign in with a password, so that a business can start before single sign-on works. */
@NullMarked
package com.pickatime.sso.accounts;

import org.jspecify.annotations.NullMarked;
