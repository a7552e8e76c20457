/** Signs people in with SAML: sends them to their identity provider, takes its answer, and opens the session. */
@NullMarked
package com.pickatime.sso.signin;

import org.jspecify.annotations.NullMarked;
