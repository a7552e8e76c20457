/** XML as it arrives from strangers, read without trust, and the names SAML uses in it. */
@NullMarked
package com.pickatime.sso.saml.xml;

import org.jspecify.annotations.NullMarked;
