package com.pickatime.contacts.signin;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.AccessLevel;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;

/** A contact as sign-in reads it. */
record SignInPerson(ContactView view) {

    SignInMatch.Person admitted(AccessLevel level) {
        return new SignInMatch.Person(view.id(), view.sourceId(), displayName(), view.roles(), level);
    }

    /** The level an administrator set, else that of the roles. */
    AccessLevel level() {
        return view.level();
    }

    /** The least that the roles call for: a roster makes nobody an administrator. */
    AccessLevel levelOfRoles() {
        return view.levelOfRoles();
    }

    /** Whether this is still the person to whom an administrator gave the level, and not one who has the source ID now. */
    boolean isWhoWasGranted(Binary birthDate) {
        var grant = LevelGrant.of(view.local().get(LocalFields.GRANT, Document.class));
        return grant == null
                ? !LevelGrant.wasRemovedSince(view.document(), 0)
                : grant.isFor(view.document(), birthDate);
    }

    private String displayName() {
        return Stream.of(RosterFields.GIVEN_NAME, RosterFields.FAMILY_NAME)
                .map(view::text)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .collect(Collectors.joining(" "));
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "SignInPerson";
    }
}
