/** How parents reach exactly their own child: by the child's security value, within budgets that no guessing survives. */
@NullMarked
package com.pickatime.contacts.links;

import org.jspecify.annotations.NullMarked;
