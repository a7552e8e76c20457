/** What people see: the layout that every page shares, plain messages, error pages and the account page. */
@NullMarked
package com.pickatime.sso.pages;

import org.jspecify.annotations.NullMarked;
