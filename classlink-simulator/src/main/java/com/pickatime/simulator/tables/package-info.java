/** The district's seven collections, each record computed when it is asked for. */
@NullMarked
package com.pickatime.simulator.tables;

import org.jspecify.annotations.NullMarked;
