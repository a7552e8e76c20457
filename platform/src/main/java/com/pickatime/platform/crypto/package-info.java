/** Keys that protect personal data: fields sealed for the topics, and keyed hashes to compare content by. */
@NullMarked
package com.pickatime.platform.crypto;

import org.jspecify.annotations.NullMarked;
