package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.plan.roster.OwnContacts.Decision;
import com.pickatime.imports.plan.roster.TypeNames;
import java.util.List;
import java.util.Locale;

/** Stops a first import that would make twins of the contacts that a business made itself. */
public final class ExistingContacts {

    private ExistingContacts() {}

    /** Why the import must wait, and the ways on, in words for an administrator; empty when it may go on. */
    public static List<String> reasons(OwnContacts own) {
        if (!own.areInTheWay()) {
            return List.of();
        }
        return own.decision() == Decision.CLEAR_FIRST
                ? List.of(
                        "You decided to clear first, and pickAtime still has " + counts(own)
                                + " that were made there. Delete them in the Admin UI under Delete All Contacts, then approve"
                                + " this import or start another one.",
                        "If you would rather keep them, choose Adopt in the Admin UI under Importer, Accounts from before.")
                : List.of(
                        "pickAtime has " + counts(own)
                                + " that were made there, and no roster was imported yet. This import"
                                + " would make a second contact of each of them who is in the roster. Decide once what"
                                + " becomes of them, in the Admin UI under Importer, Accounts from before; then approve this import.",
                        "Adopt: they stay, with their access levels, passwords and links. After the import a report shows"
                                + " who of them is whom in the roster, and you join the pairs.",
                        "Clear first: delete them under Delete All Contacts, which can be undone for 30 days. Then the import"
                                + " brings everybody from the roster, fresh.");
    }

    private static String counts(OwnContacts own) {
        var counts = own.inOrder().entrySet().stream()
                .map(entry -> String.format(
                        Locale.ENGLISH,
                        "%,d %s",
                        entry.getValue(),
                        TypeNames.plural(RecordType.PERSON, entry.getKey())))
                .toList();
        return counts.size() == 1
                ? counts.get(0)
                : String.join(", ", counts.subList(0, counts.size() - 1)) + " and " + counts.get(counts.size() - 1);
    }
}
