/** How the people of each business sign in: which identity provider, which of its attributes mean what. */
@NullMarked
package com.pickatime.sso.settings;

import org.jspecify.annotations.NullMarked;
