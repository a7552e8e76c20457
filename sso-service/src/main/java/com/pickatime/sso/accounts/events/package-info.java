/** What becomes of contacts' passwords and sessions when people decide about the contacts. */
@NullMarked
package com.pickatime.sso.accounts.events;

import org.jspecify.annotations.NullMarked;
