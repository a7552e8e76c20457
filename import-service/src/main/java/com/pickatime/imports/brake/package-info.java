/** What must not happen to a business's contacts without somebody's approval. */
@NullMarked
package com.pickatime.imports.brake;

import org.jspecify.annotations.NullMarked;
