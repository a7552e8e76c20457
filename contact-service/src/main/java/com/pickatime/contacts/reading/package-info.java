/** Kafka records, read and checked one by one: a change to apply, a barrier, or a refusal with its reason. */
@NullMarked
package com.pickatime.contacts.reading;

import org.jspecify.annotations.NullMarked;
