/** The onboarding team's pages: districts that added pickAtime, and all that has to be done until their import is active. */
@NullMarked
package com.pickatime.web.onboarding;

import org.jspecify.annotations.NullMarked;
