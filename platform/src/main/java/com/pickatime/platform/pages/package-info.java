/** What services with pages for people share: the layout, the style, messages and errors as pages, and what protects them. */
@NullMarked
package com.pickatime.platform.pages;

import org.jspecify.annotations.NullMarked;
