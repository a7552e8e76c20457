/** The pages for administrators and parents: it owns no data, and asks the services with the signed-in person's own token. */
@NullMarked
package com.pickatime.web;

import org.jspecify.annotations.NullMarked;
