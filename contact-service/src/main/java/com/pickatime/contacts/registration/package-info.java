/** Whether parents may make an account for themselves, what they are asked then, and what they answered. */
@NullMarked
package com.pickatime.contacts.registration;

import org.jspecify.annotations.NullMarked;
