/** Who is signed in: sessions in MongoDB, the cookie that names one, and how sessions are ended. */
@NullMarked
package com.pickatime.sso.sessions;

import org.jspecify.annotations.NullMarked;
