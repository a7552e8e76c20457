package com.pickatime.imports.connection;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.plan.roster.RosterChoice;
import java.util.List;
import java.util.Objects;

/**
 * How a business wants its roster imported. What a document does not say, for it is older, is as it was before there was a
 * choice. The lists are as in {@link RosterChoice}.
 */
public record ImportOptions(
        List<String> schools,
        List<String> terms,
        List<PersonRole> roles,
        List<String> staffEmailDomains,
        List<PersonRole> linkingRoles,
        ImportSchedule schedule,
        MailPolicy mails) {

    public static final ImportOptions DEFAULT = new ImportOptions(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            ImportSchedule.DEFAULT,
            MailPolicy.CHANGES_AND_PROBLEMS);

    public ImportOptions {
        schools = inOrder(schools);
        terms = inOrder(terms);
        roles = inOrder(roles);
        staffEmailDomains = inOrder(staffEmailDomains);
        linkingRoles = inOrder(linkingRoles);
        schedule = Objects.requireNonNullElse(schedule, ImportSchedule.DEFAULT);
        mails = Objects.requireNonNullElse(mails, MailPolicy.CHANGES_AND_PROBLEMS);
    }

    RosterChoice choice(boolean identifiersShown) {
        return new RosterChoice(schools, terms, roles, staffEmailDomains, linkingRoles, identifiersShown);
    }

    private static <T> List<T> inOrder(List<T> values) {
        return Objects.requireNonNullElse(values, List.<T>of()).stream()
                .sorted()
                .distinct()
                .toList();
    }
}
