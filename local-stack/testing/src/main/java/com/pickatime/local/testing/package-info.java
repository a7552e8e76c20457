/** What tests run against: Docker's servers where Docker is, servers inside this JVM elsewhere. */
@NullMarked
package com.pickatime.local.testing;

import org.jspecify.annotations.NullMarked;
