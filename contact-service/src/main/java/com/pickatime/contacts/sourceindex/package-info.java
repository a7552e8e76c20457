/** What the store really holds of a business, streamed for the import service to compare with. */
@NullMarked
package com.pickatime.contacts.sourceindex;

import org.jspecify.annotations.NullMarked;
