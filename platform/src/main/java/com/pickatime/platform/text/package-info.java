/** Text as people enter and export it. */
@NullMarked
package com.pickatime.platform.text;

import org.jspecify.annotations.NullMarked;
