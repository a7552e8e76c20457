package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that a business made itself and that no roster has, and what its administrators decided about them. Told only of a
 * business of which nothing of a roster is stored: then its first import would make a second contact of each of them.
 *
 * @param byRole how many there are; none for a role that nobody has
 * @param decision null until it is made
 */
public record OwnContacts(
        Map<PersonRole, Long> byRole, @Nullable Decision decision) {

    public static final OwnContacts NONE = new OwnContacts(Map.of(), null);

    /** What shall become of them. */
    public enum Decision {
        /** They stay, and are joined with the people of the roster. */
        ADOPT,
        /** They are deleted before the roster comes. */
        CLEAR_FIRST
    }

    public OwnContacts {
        byRole = Map.copyOf(byRole);
    }

    /** Whether a first import has to wait: there are some, and nobody decided that they stay. */
    public boolean areInTheWay() {
        return !byRole.isEmpty() && decision != Decision.ADOPT;
    }

    /** In the order of the roles. */
    public Map<PersonRole, Long> inOrder() {
        return byRole.isEmpty() ? Map.of() : new EnumMap<>(byRole);
    }
}
