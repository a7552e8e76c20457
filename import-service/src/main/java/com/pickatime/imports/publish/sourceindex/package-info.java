/** What the contact service has stored of a business, as its source index tells. */
@NullMarked
package com.pickatime.imports.publish.sourceindex;

import org.jspecify.annotations.NullMarked;
