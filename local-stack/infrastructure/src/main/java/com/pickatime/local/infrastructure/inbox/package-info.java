/** An SMTP server that keeps every mail and shows it on a web page. */
@NullMarked
package com.pickatime.local.infrastructure.inbox;

import org.jspecify.annotations.NullMarked;
