/** What a person sees of the identity provider. */
@NullMarked
package com.pickatime.simulator.saml.pages;

import org.jspecify.annotations.NullMarked;
