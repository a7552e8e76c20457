package com.pickatime.sso.tokens;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.accounts.LocalAdministrators;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignedInPerson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether somebody who signed in earlier may still come in, and with which level today. */
@Component
class CurrentAccessLevels {

    private final ContactServiceClient contacts;
    private final LocalAdministrators administrators;

    CurrentAccessLevels(ContactServiceClient contacts, LocalAdministrators administrators) {
        this.contacts = contacts;
        this.administrators = administrators;
    }

    /** Empty if not; an error if nobody can tell now. */
    Mono<AccessLevel> level(SignedInPerson who) {
        return who.subject().startsWith(SignedInPerson.LOCAL)
                ? administrators
                        .current(who.businessId(), who.subject().substring(SignedInPerson.LOCAL.length()))
                        .map(administrator -> AccessLevel.ADMINISTRATOR)
                : contacts.current(who.businessId(), new ContactId(who.subject()))
                        .map(SignInContact::level);
    }
}
