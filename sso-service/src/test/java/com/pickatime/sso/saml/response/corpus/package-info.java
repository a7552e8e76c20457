/** Responses, genuine and hostile, and what has to come of each; signed and encrypted by an identity provider of our own. */
@NullMarked
package com.pickatime.sso.saml.response.corpus;

import org.jspecify.annotations.NullMarked;
