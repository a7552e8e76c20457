/** A real browser for tests: Chromium without a window, driven over its DevTools protocol. */
@NullMarked
package com.pickatime.local.testing.browser;

import org.jspecify.annotations.NullMarked;
