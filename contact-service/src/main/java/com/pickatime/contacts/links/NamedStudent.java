package com.pickatime.contacts.links;

import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a parent means by an ID or a name.
 *
 * @param student the only active one; null if there is none, or several
 * @param cause why there is none; null if there is
 */
record NamedStudent(@Nullable ContactView student, @Nullable Cause cause) {

    /** From all contacts that bear what was entered, active or not. */
    static NamedStudent among(List<ContactView> found) {
        var students = found.stream()
                .filter(contact -> ContactView.isStudent(contact.roles()))
                .filter(contact -> contact.state() != ContactState.MERGED)
                .toList();
        var active = students.stream().filter(ContactView::isActive).toList();
        if (active.size() == 1) {
            return new NamedStudent(active.get(0), null);
        }
        if (active.size() > 1) {
            return new NamedStudent(null, Cause.AMBIGUOUS_STUDENT);
        }
        if (students.isEmpty()) {
            return new NamedStudent(null, Cause.UNKNOWN_STUDENT);
        }
        return new NamedStudent(
                null,
                students.stream().anyMatch(contact -> contact.state() == ContactState.QUARANTINED)
                        ? Cause.QUARANTINED
                        : Cause.NOT_ACTIVE);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "NamedStudent[" + cause + "]";
    }
}
