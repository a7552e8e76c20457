/** What every service shares: closed doors, problem+json, sealed fields, and how Kafka and MongoDB are used. */
@NullMarked
package com.pickatime.platform;

import org.jspecify.annotations.NullMarked;
