/** How a business's local administrators are invited, listed and removed, and its contacts' passwords reset. */
@NullMarked
package com.pickatime.sso.accounts.api;

import org.jspecify.annotations.NullMarked;
