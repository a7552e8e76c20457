/** The messages a service provider writes and reads beside sign-in responses, and what it says about itself. */
@NullMarked
package com.pickatime.sso.saml.messages;

import org.jspecify.annotations.NullMarked;
