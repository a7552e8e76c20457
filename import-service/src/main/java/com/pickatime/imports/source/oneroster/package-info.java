/** Reads a district's roster over OneRoster 1.1 REST, through ClassLink's proxy or from the district's own server. */
@NullMarked
package com.pickatime.imports.source.oneroster;

import org.jspecify.annotations.NullMarked;
