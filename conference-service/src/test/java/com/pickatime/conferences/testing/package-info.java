/** The service as tests run it, and a contact service for it. */
@NullMarked
package com.pickatime.conferences.testing;

import org.jspecify.annotations.NullMarked;
