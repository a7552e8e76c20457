/** HTTP GETs with credentials, limits and patience. */
@NullMarked
package com.pickatime.imports.source.oneroster.http;

import org.jspecify.annotations.NullMarked;
