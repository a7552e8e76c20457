/** Decides whether a SAML response signs somebody in, and reads who; only signed octets are read. */
@NullMarked
package com.pickatime.sso.saml.response;

import org.jspecify.annotations.NullMarked;
