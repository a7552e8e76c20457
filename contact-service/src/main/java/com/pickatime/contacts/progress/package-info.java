/** How far each import has come, for whoever watches it. */
@NullMarked
package com.pickatime.contacts.progress;

import org.jspecify.annotations.NullMarked;
