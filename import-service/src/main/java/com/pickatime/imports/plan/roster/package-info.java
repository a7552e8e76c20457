/** What a roster consists of, whatever source it comes from: rows, refusals and warnings; and what the contact service has stored of it. */
@NullMarked
package com.pickatime.imports.plan.roster;

import org.jspecify.annotations.NullMarked;
