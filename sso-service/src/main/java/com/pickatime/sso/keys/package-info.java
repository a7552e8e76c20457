/** The keys that tokens and SAML messages are signed with: made, sealed, shown, replaced and forgotten in time. */
@NullMarked
package com.pickatime.sso.keys;

import org.jspecify.annotations.NullMarked;
