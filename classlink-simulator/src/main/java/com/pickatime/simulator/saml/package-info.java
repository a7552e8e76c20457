/** The SAML 2.0 identity provider that stands for ClassLink's: who it is, whom it serves, and how it behaves. */
@NullMarked
package com.pickatime.simulator.saml;

import org.jspecify.annotations.NullMarked;
