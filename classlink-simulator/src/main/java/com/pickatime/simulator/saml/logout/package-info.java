/** Single logout, whoever begins it. */
@NullMarked
package com.pickatime.simulator.saml.logout;

import org.jspecify.annotations.NullMarked;
