/** The people who can sign in, as ClassLink's directory knows them. */
@NullMarked
package com.pickatime.simulator.saml.accounts;

import org.jspecify.annotations.NullMarked;
