/** The audit log, for administrators to read and take away. */
@NullMarked
package com.pickatime.contacts.auditlist;

import org.jspecify.annotations.NullMarked;
