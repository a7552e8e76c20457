/** Everything around the sign-in service that its tests need: an identity provider, a contact service, browsers. */
@NullMarked
package com.pickatime.sso.signin.testing;

import org.jspecify.annotations.NullMarked;
