/** Who a signed-in person is among a business's contacts, and what they may do. */
@NullMarked
package com.pickatime.contacts.signin;

import org.jspecify.annotations.NullMarked;
