/** Who saw or changed what of a business's contacts, kept for as long as somebody may ask. */
@NullMarked
package com.pickatime.contacts.audit;

import org.jspecify.annotations.NullMarked;
