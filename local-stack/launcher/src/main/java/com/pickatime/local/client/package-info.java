/** The product's HTTP API as the command line uses it. */
@NullMarked
package com.pickatime.local.client;

import org.jspecify.annotations.NullMarked;
