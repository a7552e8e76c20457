/** Sign-in at the identity provider, and from there at the service provider. */
@NullMarked
package com.pickatime.simulator.saml.web;

import org.jspecify.annotations.NullMarked;
