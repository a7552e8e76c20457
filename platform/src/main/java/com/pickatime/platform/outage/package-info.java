/** What an outage of something we need is, and how it is told. */
@NullMarked
package com.pickatime.platform.outage;

import org.jspecify.annotations.NullMarked;
