/** Keeps a business's contacts as its roster events say. */
@NullMarked
package com.pickatime.contacts;

import org.jspecify.annotations.NullMarked;
