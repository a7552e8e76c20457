package com.pickatime.contacts.adoption;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A contact as it is compared with others.
 *
 * @param ids what the person is called: of our own contacts their identifier, of the roster's the source ID too
 * @param names given and family name; several where the roster says a preferred one too
 * @param email in lower case
 * @param birthDate its keyed hash, which is comparable within a business
 */
record MatchPerson(
        ContactId id,
        @Nullable String sourceId,
        Set<MatchRole> roles,
        Set<String> ids,
        Set<Name> names,
        @Nullable String email,
        @Nullable Binary birthDate,
        Set<String> schools,
        Set<String> grades) {

    /** A whole name: half of one tells nobody apart. */
    record Name(ComparedText given, ComparedText family) {

        static Stream<Name> of(@Nullable String given, @Nullable String family) {
            var first = ComparedText.of(given);
            var last = ComparedText.of(family);
            return first == null || last == null ? Stream.empty() : Stream.of(new Name(first, last));
        }
    }

    /** @param birthDate the hash that the roster's birth dates have; of a contact of our own its own counts */
    static MatchPerson of(ContactView view, @Nullable Binary birthDate) {
        var family = view.text(RosterFields.FAMILY_NAME);
        var names = new LinkedHashSet<Name>();
        Stream.of(RosterFields.GIVEN_NAME, RosterFields.PREFERRED_NAME)
                .flatMap(field -> Name.of(view.text(field), family))
                .forEach(names::add);
        var ids = new LinkedHashSet<String>();
        Stream.of(view.text(RosterFields.IDENTIFIER), view.sourceId())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .forEach(ids::add);
        var email = view.text(RosterFields.EMAIL);
        return new MatchPerson(
                view.id(),
                view.sourceId(),
                MatchRole.of(view.roles()),
                Set.copyOf(ids),
                Set.copyOf(names),
                email == null || email.isBlank() ? null : email.strip(),
                view.isOwn() ? view.ownBirthDateHash() : birthDate,
                Set.copyOf(view.texts(RosterFields.ORGS)),
                Set.copyOf(view.texts(RosterFields.GRADES)));
    }

    /**
     * All by which the other one of a pair can be found, but for classes and children. Two contacts are compared if they have one in
     * common.
     */
    List<MatchKey> keys() {
        var keys = new ArrayList<MatchKey>();
        for (var role : roles) {
            ids.forEach(known -> keys.add(MatchKey.of(role, MatchRule.ID, known)));
            if (email != null) {
                keys.add(MatchKey.of(role, MatchRule.EMAIL, email));
            }
            for (var name : names) {
                if (email != null) {
                    keys.add(MatchKey.of(role, MatchRule.EMAIL_NAME, name, email));
                }
                if (birthDate != null) {
                    keys.add(MatchKey.of(role, MatchRule.NAME_BIRTH_DATE, name, birthDate.getData()));
                }
            }
        }
        return keys;
    }

    /** Those of a teacher of a class. */
    List<MatchKey> classKeys(@Nullable String title) {
        var compared = ComparedText.of(title);
        return compared == null || !roles.contains(MatchRole.STAFF)
                ? List.of()
                : names.stream()
                        .map(name -> MatchKey.of(MatchRole.STAFF, MatchRule.NAME_CLASS, name, compared.bytes()))
                        .toList();
    }

    /**
     * Those of a parent of a child.
     *
     * @param child what the roster calls the child
     */
    List<MatchKey> childKeys(String child) {
        return roles.contains(MatchRole.PARENT)
                ? names.stream()
                        .map(name -> MatchKey.of(MatchRole.PARENT, MatchRule.NAME_CHILD, name, child))
                        .toList()
                : List.of();
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "MatchPerson" + roles;
    }
}
