/** Calls to the services, with the token of whoever looks at the page. */
@NullMarked
package com.pickatime.web.services;

import org.jspecify.annotations.NullMarked;
