/** Sends a browser to its business's identity provider, and knows it again when it comes back. */
@NullMarked
package com.pickatime.sso.signin.request;

import org.jspecify.annotations.NullMarked;
