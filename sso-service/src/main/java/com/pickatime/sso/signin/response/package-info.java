/** From the form that an identity provider lets a browser post to who that is among the contacts. */
@NullMarked
package com.pickatime.sso.signin.response;

import org.jspecify.annotations.NullMarked;
