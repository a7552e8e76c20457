/** SAML 2.0 in plain Java: no web framework, no store, nothing asynchronous. */
@NullMarked
package com.pickatime.sso.saml;

import org.jspecify.annotations.NullMarked;
