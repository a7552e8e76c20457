/** E-mail to a business's administrators about their roster imports and their single sign-on. */
@NullMarked
package com.pickatime.notifications;

import org.jspecify.annotations.NullMarked;
