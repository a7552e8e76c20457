package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A student, parent, teacher or other person.
 *
 * <p>{@code roles} is never empty. One of the two names may be empty, never both. {@code agentSourceIds} are the
 * person's own claims of a parent-student relationship: for a student the parents, for a parent the students.
 */
public record PersonRow(
        String sourceId,
        List<PersonRole> roles,
        String givenName,
        String familyName,
        @Nullable String middleName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable String username,
        List<String> orgSourceIds,
        List<String> grades,
        List<String> agentSourceIds,
        boolean enabled)
        implements RosterRow {

    public PersonRow {
        roles = RosterRow.canonical(roles);
        orgSourceIds = RosterRow.canonical(orgSourceIds);
        grades = RosterRow.canonical(grades);
        agentSourceIds = RosterRow.canonical(agentSourceIds);
    }

    @Override
    public RecordType type() {
        return RecordType.PERSON;
    }

    /** The same person with other claims. */
    public PersonRow withAgents(List<String> sourceIds) {
        return new PersonRow(
                sourceId,
                roles,
                givenName,
                familyName,
                middleName,
                identifier,
                email,
                username,
                orgSourceIds,
                grades,
                sourceIds,
                enabled);
    }

    /** Whether the names are the same, so that rows with one source ID are about one person. */
    public boolean hasNameOf(PersonRow other) {
        return givenName.equalsIgnoreCase(other.givenName) && familyName.equalsIgnoreCase(other.familyName);
    }

    /** The same person with the other row's roles, organisations, grades and claims as well, and what only that one tells. */
    public PersonRow with(PersonRow other) {
        return new PersonRow(
                sourceId,
                both(roles, other.roles),
                givenName,
                familyName,
                middleName == null ? other.middleName : middleName,
                identifier == null ? other.identifier : identifier,
                email == null ? other.email : email,
                username == null ? other.username : username,
                both(orgSourceIds, other.orgSourceIds),
                both(grades, other.grades),
                both(agentSourceIds, other.agentSourceIds),
                enabled || other.enabled);
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Names no personal data, so that a row in a log tells nothing about its person. */
    @Override
    public String toString() {
        return "PersonRow[sourceId=" + sourceId + ", roles=" + roles + "]";
    }
}
