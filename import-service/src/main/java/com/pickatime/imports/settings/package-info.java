/** Settings that concern the whole service. */
@NullMarked
package com.pickatime.imports.settings;

import org.jspecify.annotations.NullMarked;
