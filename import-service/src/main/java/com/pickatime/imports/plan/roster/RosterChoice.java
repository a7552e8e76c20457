package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import java.util.List;

/**
 * Which part of its roster a business wants, and how. Where a list is empty, nothing was chosen: all of it.
 *
 * @param schools source IDs of organisations
 * @param terms source IDs of academic sessions
 * @param staffEmailDomains what stands behind the @ of the addresses that staff may have, in whatever case
 * @param linkingRoles of those who may be linked to a student
 * @param identifiersShown whether the identifier is the ID by which people know a contact
 */
public record RosterChoice(
        List<String> schools,
        List<String> terms,
        List<PersonRole> roles,
        List<String> staffEmailDomains,
        List<PersonRole> linkingRoles,
        boolean identifiersShown) {

    public static final RosterChoice ALL =
            new RosterChoice(List.of(), List.of(), List.of(), List.of(), List.of(), false);

    public RosterChoice {
        schools = List.copyOf(schools);
        terms = List.copyOf(terms);
        roles = List.copyOf(roles);
        staffEmailDomains = List.copyOf(staffEmailDomains);
        linkingRoles = List.copyOf(linkingRoles);
    }
}
