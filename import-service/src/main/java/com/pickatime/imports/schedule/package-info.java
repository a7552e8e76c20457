/** The safety imports that run whether or not anybody noticed a change. */
@NullMarked
package com.pickatime.imports.schedule;

import org.jspecify.annotations.NullMarked;
