/** Who runs which import when: runs wait, are claimed with a lease, and move by guarded updates only. */
@NullMarked
package com.pickatime.imports.run.queue;

import org.jspecify.annotations.NullMarked;
