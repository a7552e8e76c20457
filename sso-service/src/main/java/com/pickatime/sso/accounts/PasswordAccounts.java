package com.pickatime.sso.accounts;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.contacts.SignInMatch.Matched;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whoever may sign in with a password: local administrators first, then contacts. */
@Component
public class PasswordAccounts {

    /** Is looked up where there is no contact, so that the answer takes as long. */
    private static final ContactId NOBODY = new ContactId("nobody");

    private final LocalAdministrators administrators;
    private final ContactServiceClient contacts;
    private final ContactPasswords passwords;

    PasswordAccounts(LocalAdministrators administrators, ContactServiceClient contacts, ContactPasswords passwords) {
        this.administrators = administrators;
        this.contacts = contacts;
        this.passwords = passwords;
    }

    /**
     * The account of an address.
     *
     * @param isCertain false if the contact service is away, and there may be another one
     */
    public record Found(Optional<Credentials> account, boolean isCertain) {}

    /** It looks everywhere in any case: where nobody looks, the answer is quicker, and tells who somebody is. */
    public Mono<Found> find(BusinessId businessId, String email) {
        var administrator = administrators.withEmail(businessId, email).map(Optional::of);
        return Mono.zip(
                administrator.defaultIfEmpty(Optional.empty()), contact(businessId, email), PasswordAccounts::first);
    }

    /**
     * Whether the account still has the password that was checked; a check takes a while, and a removed administrator or an
     * old password must not get in at its end.
     *
     * @param stronger a stronger hash of the same password to be kept instead
     */
    public Mono<Boolean> confirm(Credentials checked, Optional<String> stronger) {
        if (checked instanceof ContactCredentials contact) {
            return passwords.signIn(contact, stronger);
        }
        var administrator = (AdministratorCredentials) checked;
        return stronger.map(hash -> administrators.strengthen(administrator, hash))
                .orElseGet(() -> administrators.isUnchanged(administrator));
    }

    private Mono<Found> contact(BusinessId businessId, String email) {
        return contacts.match(businessId, null, email)
                .flatMap(match -> credentials(businessId, match))
                .map(found -> new Found(found, true))
                .onErrorResume(
                        ContactsUnavailableException.class, away -> Mono.just(new Found(Optional.empty(), false)));
    }

    private Mono<Optional<Credentials>> credentials(BusinessId businessId, SignInMatch match) {
        var matched = match instanceof Matched one ? Optional.of(one.contact()) : Optional.<SignInContact>empty();
        return passwords
                .hash(businessId, matched.map(SignInContact::contactId).orElse(NOBODY))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(hash -> matched.map(contact -> new ContactCredentials(businessId, contact, hash.orElse(null))));
    }

    /** An administrator who has not chosen a password yet may be a contact with one. */
    private static Found first(Optional<AdministratorCredentials> administrator, Found contact) {
        return administrator
                .filter(found ->
                        found.passwordHash() != null || contact.account().isEmpty())
                .map(found -> new Found(Optional.of(found), contact.isCertain()))
                .orElse(contact);
    }
}
