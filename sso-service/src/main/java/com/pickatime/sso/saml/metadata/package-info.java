/** What an identity provider says about itself, its keys and where it listens, and what this service says in return. */
@NullMarked
package com.pickatime.sso.saml.metadata;

import org.jspecify.annotations.NullMarked;
