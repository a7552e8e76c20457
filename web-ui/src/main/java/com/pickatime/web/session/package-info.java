/** Who looks at a page, and who may look at which. */
@NullMarked
package com.pickatime.web.session;

import org.jspecify.annotations.NullMarked;
