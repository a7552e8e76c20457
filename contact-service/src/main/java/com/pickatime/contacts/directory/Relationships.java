package com.pickatime.contacts.directory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.platform.ids.ContactId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parents and children of one contact.
 *
 * <p>Nothing of it is stored: each side's claims stand in its own contact, a link that was made here in the parent's, and a
 * relationship holds while one of the three does. So a claim that is withdrawn is gone with the next import.
 */
public record Relationships(
        ContactId contactId, @Nullable String sourceId, List<Related> parents, List<Related> children) {

    /**
     * The other one of a relationship.
     *
     * @param claimedBy STUDENT, PARENT and LINK, as far as each of them claims it
     */
    public record Related(
            ContactId contactId,
            @Nullable String sourceId,
            @JsonUnwrapped PersonNames names,
            List<String> claimedBy) {}

    private static final String STUDENT = "STUDENT";
    private static final String PARENT = "PARENT";

    /** A link of the parent's that was made here, and is no claim of the roster. */
    public static final String LINK = "LINK";

    /**
     * From everybody who claims this contact or is claimed by it.
     *
     * @param others may name the same contact twice, and some who have nothing to do with this one
     */
    static Relationships of(Contact self, Collection<Contact> others) {
        var distinct = new HashMap<ContactId, Contact>();
        others.forEach(other -> distinct.put(other.contactId(), other));
        var sorted = distinct.values().stream()
                .sorted(Comparator.comparing(Contact::sourceId, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                        .thenComparing(other -> other.contactId().value()))
                .toList();
        return new Relationships(
                self.contactId(),
                self.sourceId(),
                self.isStudent() ? related(sorted, Contact::isParent, self, STUDENT, PARENT) : List.of(),
                self.isParent() ? related(sorted, Contact::isStudent, self, PARENT, STUDENT) : List.of());
    }

    private static List<Related> related(
            Collection<Contact> others, Predicate<Contact> wanted, Contact self, String selfSide, String otherSide) {
        return others.stream()
                .filter(wanted)
                .map(other -> new Related(
                        other.contactId(),
                        other.sourceId(),
                        other.names(),
                        Stream.of(
                                        self.active() && self.claims(other) ? selfSide : "",
                                        other.claims(self) ? otherSide : "",
                                        (self.active() && self.isLinkedTo(other)) || other.isLinkedTo(self) ? LINK : "")
                                .filter(Predicate.not(String::isEmpty))
                                .sorted(Comparator.reverseOrder())
                                .toList()))
                .filter(related -> !related.claimedBy().isEmpty())
                .toList();
    }
}
