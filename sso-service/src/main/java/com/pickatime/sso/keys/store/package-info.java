/** Key pairs in MongoDB, the private halves sealed. */
@NullMarked
package com.pickatime.sso.keys.store;

import org.jspecify.annotations.NullMarked;
