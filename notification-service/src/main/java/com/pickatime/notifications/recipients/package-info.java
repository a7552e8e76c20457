/** Who is told about a business's imports, kept sealed. */
@NullMarked
package com.pickatime.notifications.recipients;

import org.jspecify.annotations.NullMarked;
