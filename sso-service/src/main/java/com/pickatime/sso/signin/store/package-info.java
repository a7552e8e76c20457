/** What a sign-in under way needs to be remembered: requests, one-time tickets and used messages, each good once. */
@NullMarked
package com.pickatime.sso.signin.store;

import org.jspecify.annotations.NullMarked;
