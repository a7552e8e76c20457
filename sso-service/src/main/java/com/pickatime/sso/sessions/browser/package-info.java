/** What protects the pages that browsers show: forged forms, framed pages and foreign content are refused. */
@NullMarked
package com.pickatime.sso.sessions.browser;

import org.jspecify.annotations.NullMarked;
