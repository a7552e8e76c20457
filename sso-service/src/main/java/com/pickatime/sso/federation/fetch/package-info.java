/** Gets an identity provider's metadata from the address that an administrator typed, and touches nothing else by it. */
@NullMarked
package com.pickatime.sso.federation.fetch;

import org.jspecify.annotations.NullMarked;
