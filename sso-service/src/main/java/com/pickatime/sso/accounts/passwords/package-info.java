/** What a password must be like, and the slow work of hashing it, kept off the event loops. */
@NullMarked
package com.pickatime.sso.accounts.passwords;

import org.jspecify.annotations.NullMarked;
