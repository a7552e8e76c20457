package com.pickatime.contacts.adoption;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a contact of our own and one of the roster's are one person, by what is known of the two and nothing else.
 *
 * @param role as what both are known
 * @param score from 0 to 100
 * @param strong whether the two are one person unless somebody else may be one of them too; what is not is for people to decide
 */
record Comparison(MatchRole role, Set<MatchRule> rules, Set<Objection> against, int score, boolean strong) {

    private static final int MORE = 3;
    private static final int LESS = 10;
    private static final int MOST = 100;

    /** @param common what the two have in common; at least one */
    static Comparison of(MatchPerson own, MatchPerson roster, Set<MatchRule> common) {
        var rules = EnumSet.copyOf(common);
        if (rules.contains(MatchRule.EMAIL_NAME)) {
            rules.remove(MatchRule.EMAIL);
        }
        var roles = EnumSet.copyOf(own.roles());
        roles.retainAll(roster.roles());
        boolean sameName = !Collections.disjoint(own.names(), roster.names());
        boolean sameBirthDate = own.birthDate() != null && own.birthDate().equals(roster.birthDate());
        var against = against(own, roster, sameName, sameBirthDate);
        boolean confirmed = sameName || sameBirthDate;
        boolean strong = confirmed
                && !against.contains(Objection.OTHER_BIRTH_DATE)
                && rules.stream().anyMatch(rule -> rule != MatchRule.EMAIL);
        int best = rules.stream()
                .mapToInt(rule -> rule == MatchRule.ID && !confirmed ? MatchRule.BARE_ID : rule.score())
                .max()
                .orElseThrow();
        int score = best + MORE * (rules.size() - 1) - LESS * against.size();
        return new Comparison(roles.iterator().next(), rules, against, Math.max(0, Math.min(MOST, score)), strong);
    }

    private static Set<Objection> against(
            MatchPerson own, MatchPerson roster, boolean sameName, boolean sameBirthDate) {
        var against = EnumSet.noneOf(Objection.class);
        if (own.birthDate() != null && roster.birthDate() != null && !sameBirthDate) {
            against.add(Objection.OTHER_BIRTH_DATE);
        }
        if (!own.names().isEmpty() && !roster.names().isEmpty() && !sameName) {
            against.add(Objection.OTHER_NAME);
        }
        if (own.email() != null && roster.email() != null && !own.email().equals(roster.email())) {
            against.add(Objection.OTHER_EMAIL);
        }
        if (areApart(own.schools(), roster.schools())) {
            against.add(Objection.OTHER_SCHOOL);
        }
        if (areApart(own.grades(), roster.grades())) {
            against.add(Objection.OTHER_GRADE);
        }
        return against;
    }

    /** Where one side says nothing, nothing speaks against it. */
    private static boolean areApart(Set<String> ours, Set<String> theirs) {
        return !ours.isEmpty() && !theirs.isEmpty() && Collections.disjoint(ours, theirs);
    }
}
