/** What the service shows to whoever is signed in. */
@NullMarked
package com.pickatime.sso.pages;

import org.jspecify.annotations.NullMarked;
