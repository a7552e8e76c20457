/** Asks the contact service who a person is and what they may do. */
@NullMarked
package com.pickatime.sso.contacts;

import org.jspecify.annotations.NullMarked;
