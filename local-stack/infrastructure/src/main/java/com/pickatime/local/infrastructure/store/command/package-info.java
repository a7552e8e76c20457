/** The commands that the library alone would answer otherwise than a MongoDB server does. */
@NullMarked
package com.pickatime.local.infrastructure.store.command;

import org.jspecify.annotations.NullMarked;
