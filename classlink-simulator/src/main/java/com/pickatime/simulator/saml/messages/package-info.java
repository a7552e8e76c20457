/** The messages between identity provider and service provider. */
@NullMarked
package com.pickatime.simulator.saml.messages;

import org.jspecify.annotations.NullMarked;
