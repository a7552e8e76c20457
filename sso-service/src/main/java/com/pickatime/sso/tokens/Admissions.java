package com.pickatime.sso.tokens;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.accounts.LocalAdministrators;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.SignInContacts;
import com.pickatime.sso.sessions.SignedIn;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether somebody who signed in earlier may still come in, and with which level today. */
@Component
class Admissions {

    private final SignInContacts contacts;
    private final LocalAdministrators administrators;

    Admissions(SignInContacts contacts, LocalAdministrators administrators) {
        this.contacts = contacts;
        this.administrators = administrators;
    }

    /** Empty if not; an error if nobody can tell now. */
    Mono<AccessLevel> level(SignedIn who) {
        return switch (who.method()) {
            case SAML ->
                contacts.current(who.businessId(), new ContactId(who.subject())).map(SignInContact::level);
            case PASSWORD ->
                administrators
                        .current(who.businessId(), who.subject().substring(SignedIn.LOCAL.length()))
                        .map(administrator -> AccessLevel.ADMINISTRATOR);
        };
    }
}
