/** One address for people: the sign-in pages of sso-service are passed on from here. */
@NullMarked
package com.pickatime.web.origin;

import org.jspecify.annotations.NullMarked;
