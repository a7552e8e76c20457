/** Signs people out, here and at their identity provider, whichever of the two they begin at. */
@NullMarked
package com.pickatime.sso.logout;

import org.jspecify.annotations.NullMarked;
