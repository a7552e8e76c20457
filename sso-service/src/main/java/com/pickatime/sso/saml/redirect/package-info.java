/** Messages in the query of an address, compressed and signed: the HTTP-Redirect binding, SAML bindings 3.4. */
@NullMarked
package com.pickatime.sso.saml.redirect;

import org.jspecify.annotations.NullMarked;
