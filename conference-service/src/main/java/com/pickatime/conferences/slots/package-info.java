/** When which teacher can be met. */
@NullMarked
package com.pickatime.conferences.slots;

import org.jspecify.annotations.NullMarked;
