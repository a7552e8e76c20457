/** From a plan to records and barriers on the roster topic. */
@NullMarked
package com.pickatime.imports.publishing;

import org.jspecify.annotations.NullMarked;
