package com.pickatime.contacts.signin;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;

/** A contact as sign-in reads it. */
record SignInPerson(ContactView view) {

    private static final Set<String> STAFF = Stream.of(
                    PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE, PersonRole.PROCTOR)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    SignInMatch.Person admitted(AccessLevel level) {
        return new SignInMatch.Person(view.id(), view.sourceId(), displayName(), view.roles(), level);
    }

    /** The level an administrator set, else that of the roles. */
    AccessLevel level() {
        var set = view.local().getString(LocalFields.LEVEL);
        return set == null ? levelOfRoles() : AccessLevel.valueOf(set);
    }

    /** The least that the roles call for: a roster makes nobody an administrator. */
    AccessLevel levelOfRoles() {
        return view.roles().stream().anyMatch(STAFF::contains) ? AccessLevel.APPOINTMENT_VIEWER : AccessLevel.CUSTOMER;
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
