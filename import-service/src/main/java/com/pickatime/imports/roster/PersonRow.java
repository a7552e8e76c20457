package com.pickatime.imports.roster;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import java.util.List;
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

    /** Names no personal data, so that a row in a log tells nothing about its person. */
    @Override
    public String toString() {
        return "PersonRow[sourceId=" + sourceId + ", roles=" + roles + "]";
    }
}
