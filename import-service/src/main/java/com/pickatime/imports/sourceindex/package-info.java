/** What the contact service holds of a business, as its source index tells. */
@NullMarked
package com.pickatime.imports.sourceindex;

import org.jspecify.annotations.NullMarked;
