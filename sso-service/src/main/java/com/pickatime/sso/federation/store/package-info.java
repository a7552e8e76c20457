/** The metadata that all instances share. */
@NullMarked
package com.pickatime.sso.federation.store;

import org.jspecify.annotations.NullMarked;
