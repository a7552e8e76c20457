/** Reading, building, signing and encrypting the XML of SAML messages. */
@NullMarked
package com.pickatime.simulator.saml.xml;

import org.jspecify.annotations.NullMarked;
