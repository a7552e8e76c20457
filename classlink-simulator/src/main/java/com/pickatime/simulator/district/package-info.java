/** A district as a whole: its collections, the edits its office makes, and the truth about how much there is of what. */
@NullMarked
package com.pickatime.simulator.district;

import org.jspecify.annotations.NullMarked;
