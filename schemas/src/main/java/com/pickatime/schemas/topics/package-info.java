/** The catalogue of topics: their names, and how each is laid out on the cluster. */
@NullMarked
package com.pickatime.schemas.topics;

import org.jspecify.annotations.NullMarked;
