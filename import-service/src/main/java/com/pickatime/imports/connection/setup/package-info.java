/** How the onboarding team configures connections and makes them active. */
@NullMarked
package com.pickatime.imports.connection.setup;

import org.jspecify.annotations.NullMarked;
