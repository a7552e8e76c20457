/** Closed doors and clear errors for every HTTP endpoint. */
@NullMarked
package com.pickatime.platform.web;

import org.jspecify.annotations.NullMarked;
