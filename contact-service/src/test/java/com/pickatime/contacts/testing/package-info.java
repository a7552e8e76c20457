/** What this service's tests share: a roster to publish, and the service to publish it to. */
@NullMarked
package com.pickatime.contacts.testing;

import org.jspecify.annotations.NullMarked;
