/** From tenants at ClassLink to connections: finds what changed there, and acts on it. */
@NullMarked
package com.pickatime.imports.connection.onboarding;

import org.jspecify.annotations.NullMarked;
