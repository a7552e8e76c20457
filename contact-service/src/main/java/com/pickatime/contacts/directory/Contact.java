package com.pickatime.contacts.directory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as people see them.
 *
 * @param sourceId what the roster calls the person now; null if that went to somebody else
 * @param agents source IDs of those whom this person claims a relationship with
 * @param links contact ids of students whom this parent is linked to here
 * @param active false once the roster no longer has the person, or an administrator removed them here; such a contact may know
 *     nothing but its source ID
 */
public record Contact(
        ContactId contactId,
        @Nullable String sourceId,
        List<String> roles,
        @JsonUnwrapped PersonNames names,
        @Nullable String middleName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable String username,
        List<String> orgs,
        List<String> grades,
        List<String> agents,
        List<ContactId> links,
        boolean active) {

    public static Contact of(ContactView view) {
        return new Contact(
                view.id(),
                view.sourceId(),
                view.roles(),
                PersonNames.of(view),
                view.text(RosterFields.MIDDLE_NAME),
                view.text(RosterFields.IDENTIFIER),
                view.text(RosterFields.EMAIL_GIVEN),
                view.text(RosterFields.USERNAME),
                view.texts(RosterFields.ORGS),
                view.texts(RosterFields.GRADES),
                view.texts(RosterFields.AGENTS),
                view.links().stream().map(ContactLink::student).toList(),
                view.isActive());
    }

    boolean isStudent() {
        return ContactView.isStudent(roles);
    }

    boolean isParent() {
        return ContactView.isParent(roles);
    }

    boolean claims(Contact other) {
        return other.sourceId != null && agents.contains(other.sourceId);
    }

    boolean isLinkedTo(Contact student) {
        return links.contains(student.contactId());
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "Contact" + roles;
    }
}
