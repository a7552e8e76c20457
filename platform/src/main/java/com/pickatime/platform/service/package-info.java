/** How a service starts, and what time it is there. */
@NullMarked
package com.pickatime.platform.service;

import org.jspecify.annotations.NullMarked;
