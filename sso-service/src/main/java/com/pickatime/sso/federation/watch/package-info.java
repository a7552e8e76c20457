/** Watches the certificates of the identity providers, so that no business is locked out by one that ends unnoticed. */
@NullMarked
package com.pickatime.sso.federation.watch;

import org.jspecify.annotations.NullMarked;
