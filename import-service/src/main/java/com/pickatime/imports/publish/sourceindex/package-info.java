/** What the contact service holds of a business, as its source index tells. */
@NullMarked
package com.pickatime.imports.publish.sourceindex;

import org.jspecify.annotations.NullMarked;
