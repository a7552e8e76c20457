/** What a business prints and counts of its conferences: who meets whom and when, and who does not. */
@NullMarked
package com.pickatime.conferences.reports;

import org.jspecify.annotations.NullMarked;
