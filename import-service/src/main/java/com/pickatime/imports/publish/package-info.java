/** What goes to Kafka: from a plan to records and barriers on the roster topic, and single events. */
@NullMarked
package com.pickatime.imports.publish;

import org.jspecify.annotations.NullMarked;
