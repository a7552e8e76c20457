/** Online Scheduler: a parent chooses times with the teachers of the own children. */
@NullMarked
package com.pickatime.web.scheduler;

import org.jspecify.annotations.NullMarked;
