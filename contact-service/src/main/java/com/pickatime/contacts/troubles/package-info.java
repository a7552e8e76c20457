/** What keeps the service from its work at this moment, for the log and for the health endpoint. */
@NullMarked
package com.pickatime.contacts.troubles;

import org.jspecify.annotations.NullMarked;
