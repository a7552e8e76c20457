/** What the identity provider signs with: a key, its certificate, and the next ones. */
@NullMarked
package com.pickatime.simulator.saml.keys;

import org.jspecify.annotations.NullMarked;
