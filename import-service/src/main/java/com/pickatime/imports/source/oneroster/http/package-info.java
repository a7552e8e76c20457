/** HTTP GETs with credentials, limits and retry. */
@NullMarked
package com.pickatime.imports.source.oneroster.http;

import org.jspecify.annotations.NullMarked;
