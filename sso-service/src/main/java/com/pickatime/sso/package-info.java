/** Single sign-on with ClassLink SAML, sessions, and the tokens that open the other services. */
@NullMarked
package com.pickatime.sso;

import org.jspecify.annotations.NullMarked;
