/** HTTP GETs with credentials, limits and patience. */
@NullMarked
package com.pickatime.imports.oneroster.http;

import org.jspecify.annotations.NullMarked;
