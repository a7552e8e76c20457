/** The house rules, checked over every module at once. */
@NullMarked
package com.pickatime.house;

import org.jspecify.annotations.NullMarked;
