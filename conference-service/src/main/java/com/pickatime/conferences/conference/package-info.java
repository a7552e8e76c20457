/** Conferences and what a business decides of each. */
@NullMarked
package com.pickatime.conferences.conference;

import org.jspecify.annotations.NullMarked;
