package com.pickatime.contacts.signin;

import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;

/** A contact's document as sign-in reads it. */
record SignInPerson(Document document) {

    /** What is decided in pickAtime itself; imports leave it alone. */
    static final String LOCAL = "local";

    static final String LOCAL_LEVEL = "accessLevel";

    /** To whom the level was given. */
    static final String LOCAL_GRANT = "accessLevelGivenTo";

    private static final Set<String> STAFF = Stream.of(
                    PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE, PersonRole.PROCTOR)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    /** False only where the roster says so: a roster without the field disables nobody. */
    boolean isEnabled() {
        return roster().getBoolean(RosterFields.ENABLED, true);
    }

    SignInMatch.Person view(AccessLevel level) {
        return new SignInMatch.Person(document.getString(Fields.SOURCE), displayName(), roles(), level);
    }

    String businessId() {
        return document.getString(Fields.BUSINESS);
    }

    /** The level an administrator set, else that of the roles. */
    AccessLevel level() {
        var set = local().getString(LOCAL_LEVEL);
        return set == null ? levelOfRoles() : AccessLevel.valueOf(set);
    }

    /** The least that the roles call for: a roster makes nobody an administrator. */
    AccessLevel levelOfRoles() {
        return roles().stream().anyMatch(STAFF::contains) ? AccessLevel.APPOINTMENT_VIEWER : AccessLevel.CUSTOMER;
    }

    /** Whether this is still the person to whom an administrator gave the level, and not one who has the source ID now. */
    boolean isWhoWasGranted(Binary birthDate) {
        var grant = LevelGrant.of(local().get(LOCAL_GRANT, Document.class));
        return grant == null ? !LevelGrant.wasRemovedSince(document, 0) : grant.isFor(document, birthDate);
    }

    private Document local() {
        return document.get(LOCAL, new Document());
    }

    private List<String> roles() {
        return roster().getList(RosterFields.ROLES, String.class, List.of());
    }

    private String displayName() {
        return Stream.of(RosterFields.GIVEN_NAME, RosterFields.FAMILY_NAME)
                .map(roster()::getString)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .collect(Collectors.joining(" "));
    }

    private Document roster() {
        return document.get(Fields.ROSTER, new Document());
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "SignInPerson";
    }
}
