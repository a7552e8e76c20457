/** Who may read the roster: bearer tokens on the proxy paths, signed requests on the direct path. */
@NullMarked
package com.pickatime.simulator.auth;

import org.jspecify.annotations.NullMarked;
