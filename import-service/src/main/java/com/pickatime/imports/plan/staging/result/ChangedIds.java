package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.PersonRole;
import java.util.Map;

/**
 * People whom a plan removes under one source ID and adds under another.
 *
 * @param pairs so many are surely the same, one to one
 * @param removed people whom the plan removes, those included
 * @param ambiguous of the removed, those who could be more than one of the added, and are no pair
 * @param byRole the pairs, each with one role
 * @param byRule the pairs, by what tells it first
 */
public record ChangedIds(
        long pairs, long removed, long ambiguous, Map<PersonRole, Long> byRole, Map<Rule, Long> byRule) {

    public static final ChangedIds NONE = new ChangedIds(0, 0, 0, Map.of(), Map.of());

    /** What tells that two are the same. */
    public enum Rule {
        NAME_AND_BIRTH_DATE,
        /** The district's own number for a person, unless name and birth date both speak against it. */
        IDENTIFIER,
        EMAIL_AND_NAME
    }

    /** One of them. */
    public record Pair(String oldSourceId, String newSourceId, Rule rule) {

        /** Names nobody: source IDs may be names. */
        @Override
        public String toString() {
            return "Pair[" + rule + "]";
        }
    }
}
