/** Appointments follow what becomes of contacts, classes, links and slots: nothing breaks one silently. */
@NullMarked
package com.pickatime.conferences.upkeep;

import org.jspecify.annotations.NullMarked;
