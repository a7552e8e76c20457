/** What operators and other services ask of imports over HTTP. */
@NullMarked
package com.pickatime.imports.run.api;

import org.jspecify.annotations.NullMarked;
