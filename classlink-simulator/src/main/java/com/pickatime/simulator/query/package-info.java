/** What a client asks for, which records answer it, and how they are written. */
@NullMarked
package com.pickatime.simulator.query;

import org.jspecify.annotations.NullMarked;
