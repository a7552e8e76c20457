/** Setting single sign-on up: administrators say how their people sign in, and see what their identity provider says. */
@NullMarked
package com.pickatime.sso.setup;

import org.jspecify.annotations.NullMarked;
