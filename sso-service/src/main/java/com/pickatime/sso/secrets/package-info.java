/** Random values that only their holder knows, and what stores keep of them. */
@NullMarked
package com.pickatime.sso.secrets;

import org.jspecify.annotations.NullMarked;
