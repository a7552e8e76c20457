/** The life of imports on their topic: what this service tells there, and what it learns from it. */
@NullMarked
package com.pickatime.imports.run.event;

import org.jspecify.annotations.NullMarked;
