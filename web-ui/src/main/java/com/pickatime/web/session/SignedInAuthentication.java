package com.pickatime.web.session;

import com.pickatime.web.services.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody whose session was exchanged for a token. */
final class SignedInAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient SignedIn who;

    SignedInAuthentication(SignedIn who) {
        super(List.of());
        this.who = who;
        setAuthenticated(true);
    }

    @Override
    public SignedIn getPrincipal() {
        return who;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInAuthentication authentication && who.equals(authentication.who);
    }

    @Override
    public int hashCode() {
        return who.hashCode();
    }
}
