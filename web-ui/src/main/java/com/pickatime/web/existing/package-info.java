/** Accounts from before the integration: what becomes of them, who of them is whom in the roster, and their adoption. */
@NullMarked
package com.pickatime.web.existing;

import org.jspecify.annotations.NullMarked;
