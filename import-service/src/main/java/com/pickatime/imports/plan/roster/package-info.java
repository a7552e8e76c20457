/** What a roster consists of, whatever source it comes from: its rows, the rows that were refused, and what to warn about. */
@NullMarked
package com.pickatime.imports.plan.roster;

import org.jspecify.annotations.NullMarked;
