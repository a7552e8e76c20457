/** How a business's local administrators are invited, listed and removed. */
@NullMarked
package com.pickatime.sso.accounts.api;

import org.jspecify.annotations.NullMarked;
