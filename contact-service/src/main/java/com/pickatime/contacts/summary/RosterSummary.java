package com.pickatime.contacts.summary;

import java.util.Map;

/**
 * Counts over what is active of a business, unless said otherwise.
 *
 * @param contactsByRole a person with several roles counts under each
 * @param people contacts
 * @param classRosters distinct pairs of class and teacher
 * @param relationships distinct pairs of contacts of which at least one side claims the other
 * @param studentsWithoutBirthDate their parents cannot link to them yet
 * @param inactive contacts that the roster no longer has, or that were removed here
 * @param duplicateContacts contacts, active or not, that share a source ID with another: a fact, counted and not assumed
 */
record RosterSummary(
        Map<String, Long> contactsByRole,
        long people,
        long classes,
        long classRosters,
        long enrollments,
        long relationships,
        long studentsWithoutBirthDate,
        long inactive,
        long duplicateContacts) {}
