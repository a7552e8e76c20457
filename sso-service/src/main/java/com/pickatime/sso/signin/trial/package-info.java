/** Lets an administrator try single sign-on out and see what the identity provider says. */
@NullMarked
package com.pickatime.sso.signin.trial;

import org.jspecify.annotations.NullMarked;
