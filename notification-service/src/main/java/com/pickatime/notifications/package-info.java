/** E-mail to a business's administrators about the lifecycle of their roster imports. */
@NullMarked
package com.pickatime.notifications;

import org.jspecify.annotations.NullMarked;
