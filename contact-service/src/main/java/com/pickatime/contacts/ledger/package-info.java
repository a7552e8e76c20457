/** What has been applied of each import and partition, so that a redelivered record never counts twice. */
@NullMarked
package com.pickatime.contacts.ledger;

import org.jspecify.annotations.NullMarked;
