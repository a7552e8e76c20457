/** An identity provider for tests: writes, signs and encrypts responses well or badly, with keys of its own. */
@NullMarked
package com.pickatime.sso.saml.response.idp;

import org.jspecify.annotations.NullMarked;
