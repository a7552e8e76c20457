/** Pages on which people choose their password and sign in with it, with the lock-out behind them. */
@NullMarked
package com.pickatime.sso.accounts.signin;

import org.jspecify.annotations.NullMarked;
