/** What the command line shows: progress while one waits, and tables of what was imported. */
@NullMarked
package com.pickatime.local.report;

import org.jspecify.annotations.NullMarked;
