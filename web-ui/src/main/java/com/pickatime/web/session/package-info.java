/** Who looks at a page, who may look at which, and the sign-in pages, which are passed on to sso-service. */
@NullMarked
package com.pickatime.web.session;

import org.jspecify.annotations.NullMarked;
