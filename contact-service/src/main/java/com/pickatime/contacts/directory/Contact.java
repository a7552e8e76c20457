package com.pickatime.contacts.directory;

import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A person as the roster describes them.
 *
 * @param agents source IDs of those whom this person claims a relationship with
 * @param active false once the roster no longer has the person; such a contact may know nothing but its source ID
 */
public record Contact(
        String sourceId,
        List<String> roles,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String middleName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable String username,
        List<String> orgs,
        List<String> grades,
        List<String> agents,
        boolean active) {

    private static final Set<String> PARENTS =
            Set.of(PersonRole.PARENT.name(), PersonRole.GUARDIAN.name(), PersonRole.RELATIVE.name());

    static Contact of(Document document) {
        var roster = document.get(Fields.ROSTER, new Document());
        return new Contact(
                document.getString(Fields.SOURCE),
                texts(roster, RosterFields.ROLES),
                roster.getString(RosterFields.GIVEN_NAME),
                roster.getString(RosterFields.FAMILY_NAME),
                roster.getString(RosterFields.MIDDLE_NAME),
                roster.getString(RosterFields.IDENTIFIER),
                roster.getString(RosterFields.EMAIL_GIVEN),
                roster.getString(RosterFields.USERNAME),
                texts(roster, RosterFields.ORGS),
                texts(roster, RosterFields.GRADES),
                texts(roster, RosterFields.AGENTS),
                document.getBoolean(Fields.ACTIVE, false));
    }

    boolean isStudent() {
        return roles.contains(PersonRole.STUDENT.name());
    }

    boolean isParent() {
        return roles.stream().anyMatch(PARENTS::contains);
    }

    boolean claims(Contact other) {
        return agents.contains(other.sourceId);
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "Contact" + roles;
    }

    private static List<String> texts(Document roster, String field) {
        return roster.getList(field, String.class, List.of());
    }
}
