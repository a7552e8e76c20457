/** What the identity providers of the businesses published about themselves: fetched, kept, and kept fresh. */
@NullMarked
package com.pickatime.sso.federation;

import org.jspecify.annotations.NullMarked;
