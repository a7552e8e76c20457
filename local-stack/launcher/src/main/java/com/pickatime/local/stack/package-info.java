/** The whole product on one machine: what runs, on which ports, with which secrets, and in which order. */
@NullMarked
package com.pickatime.local.stack;

import org.jspecify.annotations.NullMarked;
