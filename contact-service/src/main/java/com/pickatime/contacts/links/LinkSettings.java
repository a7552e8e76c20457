package com.pickatime.contacts.links;

import com.pickatime.contacts.directory.ContactIds.Shown;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a business decided about links.
 *
 * @param idField what parents name a student by
 * @param parentsMayDetach whether parents take their own links away
 * @param secondProof what a parent needs beside the security value
 * @param budgets failed tries a day, for every budget
 */
public record LinkSettings(
        IdField idField,
        DateOrder dateOrder,
        boolean parentsMayDetach,
        SecondProof secondProof,
        Map<Budget, Integer> budgets) {

    /** What parents name a student by. */
    public enum IdField {
        /** What the roster calls the student; of a student of the business's own files the ID in them. */
        SOURCE_ID,
        /** The roster's identifier, often printed on a student's card; of a student of the business's own files the ID in them. */
        IDENTIFIER,
        /** First and last name. */
        NAME
    }

    /** What a parent needs beside the security value. */
    public enum SecondProof {
        OFF,
        /** The roster names the two as parent and child, from either side. */
        ROSTER_RELATIONSHIP,
        /**
         * The roster knows the parent: it has the contact, to which single sign-on leads, or a parent with the contact's e-mail
         * address.
         */
        ROSTER_EMAIL_OR_SSO
    }

    /** Copies the budgets. */
    public LinkSettings {
        budgets = Collections.unmodifiableMap(new EnumMap<>(budgets));
    }

    /** Of a business that decided nothing yet: parents name a student by the ID that they see. */
    static LinkSettings defaults(Shown shown) {
        var budgets = new EnumMap<Budget, Integer>(Budget.class);
        Arrays.stream(Budget.values()).forEach(budget -> budgets.put(budget, budget.tries()));
        var idField = shown == Shown.IDENTIFIER ? IdField.IDENTIFIER : IdField.SOURCE_ID;
        return new LinkSettings(idField, DateOrder.MDY, true, SecondProof.OFF, budgets);
    }

    int tries(Budget budget) {
        return budgets.getOrDefault(budget, budget.tries());
    }

    /** What an administrator should know about these settings; empty for nothing. */
    public List<String> advice() {
        return secondProof == SecondProof.OFF
                ? List.of("Without a second proof, whoever signs in as a parent and knows a student's "
                        + (idField == IdField.NAME ? "name" : "ID")
                        + " and birth date becomes that student's parent here, and both are known to many: relatives,"
                        + " classmates, whoever sees a birthday picture. Set secondProof to ROSTER_RELATIONSHIP, or to"
                        + " ROSTER_EMAIL_OR_SSO where the roster does not name who belongs to whom.")
                : List.of();
    }
}
