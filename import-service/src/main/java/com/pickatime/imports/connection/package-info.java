/** Connections: which business gets its roster from where, and who is told about it. */
@NullMarked
package com.pickatime.imports.connection;

import org.jspecify.annotations.NullMarked;
