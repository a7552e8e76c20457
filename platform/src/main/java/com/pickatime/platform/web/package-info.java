/** Clear errors for every HTTP endpoint, and servers that live beside others. */
@NullMarked
package com.pickatime.platform.web;

import org.jspecify.annotations.NullMarked;
