/** My children: parents link to their child with the security value. */
@NullMarked
package com.pickatime.web.children;

import org.jspecify.annotations.NullMarked;
