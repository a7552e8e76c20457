/** What every page has: who looks at it, the business's formats, and what is shown when something goes wrong. */
@NullMarked
package com.pickatime.web.pages;

import org.jspecify.annotations.NullMarked;
