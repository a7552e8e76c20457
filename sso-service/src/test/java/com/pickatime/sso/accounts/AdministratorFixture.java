package com.pickatime.sso.accounts;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.accounts.Invitations.Invitee;
import com.pickatime.sso.contacts.ContactServiceClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Everything that keeps local administrators and contacts' passwords, on an empty database of its own, with a clock that stands still. */
public final class AdministratorFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;
    private final SealedEmails emails;
    private final FieldCipher cipher;

    public AdministratorFixture(TestStore store) {
        this.database = TestDatabases.on(store);
        var keys = Keysets.generate();
        this.cipher = keys.fieldCipher();
        this.emails = new SealedEmails(cipher, keys.keyedHash());
        new AdministratorIndexes(database).createIndexes().block(PATIENCE);
        contactPasswords().createIndexes().block(PATIENCE);
        links().createIndexes().block(PATIENCE);
    }

    /** Someone who was invited and chose a password with this hash. */
    public LocalAdministrator administrator(String businessId, String name, String email, String passwordHash) {
        var invitation = await(invitations().invite(new BusinessId(businessId), name, email, Invitee.ANYBODY));
        return await(invitations().accept(invitation.token(), passwordHash)).who();
    }

    /** Someone who was invited and has no password so far. */
    public String invite(String businessId, String name, String email) {
        return await(invitations().invite(new BusinessId(businessId), name, email, Invitee.ANYBODY))
                .token();
    }

    public LocalAdministrators administrators() {
        return new LocalAdministrators(database, emails);
    }

    public Invitations invitations() {
        return new Invitations(database, emails, clock());
    }

    public ContactPasswords contactPasswords() {
        return new ContactPasswords(database, clock());
    }

    /** Both kinds of people; contacts are whom that service knows. */
    public PasswordAccounts accounts(ContactServiceClient contacts) {
        return new PasswordAccounts(administrators(), contacts, contactPasswords());
    }

    PasswordLinks links() {
        return new PasswordLinks(database, emails, cipher, clock());
    }

    AdministratorRemoval removals() {
        return new AdministratorRemoval(database, clock());
    }

    public SealedEmails emails() {
        return emails;
    }

    public MongoDatabase database() {
        return database;
    }

    public void advance(Duration duration) {
        clock.advance(duration);
    }

    public Clock clock() {
        return clock;
    }

    public static <T> T await(Mono<T> mono) {
        return mono.blockOptional(PATIENCE).orElseThrow();
    }

    public static <T> @Nullable T awaitOrNull(Mono<T> mono) {
        return mono.block(PATIENCE);
    }
}
