package com.pickatime.contacts.classes;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.directory.Contact;
import com.pickatime.contacts.directory.PersonNames;
import com.pickatime.platform.ids.ContactId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What pickAtime offers of a class: one teacher with all students. A class taught by two has two of them. */
record ClassRoster(Member teacher, List<Member> students) {

    /**
     * Somebody in a class.
     *
     * @param contactId null if the roster has the enrollment but not the person; the names are unknown then
     * @param sourceId null for a contact that no roster has
     */
    record Member(
            @Nullable ContactId contactId,
            @Nullable String sourceId,
            @JsonUnwrapped PersonNames names,
            boolean primary,
            @Nullable String beginDate,
            @Nullable String endDate) {

        static Member of(Enrollment enrollment, @Nullable Contact contact) {
            return new Member(
                    contact == null ? null : contact.contactId(),
                    enrollment.userSourceId(),
                    contact == null ? PersonNames.UNKNOWN : contact.names(),
                    enrollment.primary(),
                    enrollment.beginDate(),
                    enrollment.endDate());
        }

        static Member of(Contact contact, boolean primary) {
            return new Member(contact.contactId(), contact.sourceId(), contact.names(), primary, null, null);
        }
    }

    static final Comparator<Member> BY_NAME = Comparator.comparing(
                    (Member member) -> member.names().familyName(),
                    Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(
                    member -> member.names().givenName(), Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(Member::sourceId, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(member -> String.valueOf(member.contactId()));

    /** One roster for each teacher, the primary one first; nobody is in one twice. */
    static List<ClassRoster> of(List<Enrollment> enrollments, Map<String, Contact> contacts) {
        var students = members(enrollments, Enrollment::isStudent, contacts);
        return members(enrollments, Enrollment::isTeacher, contacts).stream()
                .sorted(Comparator.comparing(Member::primary).reversed().thenComparing(BY_NAME))
                .map(teacher -> new ClassRoster(teacher, students))
                .toList();
    }

    /** The one of a class of a business's own files. */
    static ClassRoster of(Contact teacher, List<Contact> students) {
        return new ClassRoster(
                Member.of(teacher, true),
                students.stream()
                        .map(student -> Member.of(student, false))
                        .sorted(BY_NAME)
                        .toList());
    }

    /** Those who are wanted, in the order of their names and each once, whoever is primary in one of their enrollments as that. */
    static List<Member> members(
            List<Enrollment> enrollments, Predicate<Enrollment> wanted, Map<String, Contact> contacts) {
        var members = new TreeMap<String, Member>();
        enrollments.stream()
                .filter(wanted)
                .forEach(enrollment -> members.merge(
                        enrollment.userSourceId(),
                        Member.of(enrollment, contacts.get(enrollment.userSourceId())),
                        (one, other) -> other.primary() ? other : one));
        return members.values().stream().sorted(BY_NAME).toList();
    }
}
