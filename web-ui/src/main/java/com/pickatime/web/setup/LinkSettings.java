package com.pickatime.web.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a business decided about the links of parents to their children.
 *
 * @param budgets failed tries a day, by whom or what they are counted against
 */
record LinkSettings(
        String idField, String dateOrder, boolean parentsMayDetach, String secondProof, Map<String, Integer> budgets) {

    static final List<String> ID_FIELDS = List.of("SOURCE_ID", "IDENTIFIER", "NAME");
    static final List<String> DATE_ORDERS = List.of("MDY", "DMY");
    static final List<String> SECOND_PROOFS = List.of("OFF", "ROSTER_RELATIONSHIP", "ROSTER_EMAIL_OR_SSO");
    static final List<String> BUDGETS = List.of("parent", "student", "value", "address", "business");

    private static final String DETACH = "parentsMayDetach";
    private static final String BUDGET = "budgets.";
    private static final int LONGEST = 9;

    /** Whether to know a child's ID and birth date is enough to become its parent here. */
    public boolean isOpen() {
        return secondProof.equals("OFF");
    }

    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("idField", idField);
        fields.put("dateOrder", dateOrder);
        fields.put("secondProof", secondProof);
        if (parentsMayDetach) {
            fields.put(DETACH, "true");
        }
        budgets.forEach((budget, tries) -> fields.put(BUDGET + budget, String.valueOf(tries)));
        return fields;
    }

    /** What is wrong with a form so that it cannot be asked for at all. */
    static Map<String, String> wrong(Map<String, String> entered) {
        var wrong = new LinkedHashMap<String, String>();
        for (var budget : BUDGETS) {
            var tries = entered.getOrDefault(BUDGET + budget, "");
            if (!tries.isEmpty() && !isNumber(tries)) {
                wrong.put(BUDGET + budget, "must be a whole number");
            }
        }
        return wrong;
    }

    /** What the contact service takes, of a form with nothing {@link #wrong}. */
    static Map<String, Object> request(Map<String, String> entered) {
        var request = new LinkedHashMap<String, Object>();
        for (var field : List.of("idField", "dateOrder", "secondProof")) {
            request.put(field, entered.getOrDefault(field, ""));
        }
        request.put(DETACH, entered.containsKey(DETACH));
        var budgets = new LinkedHashMap<String, Integer>();
        for (var budget : BUDGETS) {
            var tries = entered.getOrDefault(BUDGET + budget, "");
            if (!tries.isEmpty()) {
                budgets.put(budget, Integer.valueOf(tries));
            }
        }
        request.put("budgets", budgets);
        return request;
    }

    private static boolean isNumber(String text) {
        return text.length() <= LONGEST && text.matches("-?[0-9]+");
    }
}
