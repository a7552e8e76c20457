/** Pages on which local administrators choose their password and sign in, with the lock-out behind them. */
@NullMarked
package com.pickatime.sso.accounts.signin;

import org.jspecify.annotations.NullMarked;
