/** Events that are told on a topic because a document changed, neither lost nor made up by a crash in between. */
@NullMarked
package com.pickatime.platform.outbox;

import org.jspecify.annotations.NullMarked;
