/** Walks a school that has accounts of its own through its switch to ClassLink, and remembers where it was. */
@NullMarked
package com.pickatime.web.guide;

import org.jspecify.annotations.NullMarked;
