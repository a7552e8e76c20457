/** What many small schedules of everything that changes contacts end in, beside a model of what is promised. */
@NullMarked
package com.pickatime.contacts.schedules;

import org.jspecify.annotations.NullMarked;
