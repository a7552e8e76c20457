package com.pickatime.sso.accounts.signin;

import org.springframework.util.MultiValueMap;

/** What somebody typed into a form. */
record SubmittedForm(MultiValueMap<String, String> fields) {

    /** The field's value; empty if the form does not have it. */
    String value(String field) {
        var value = fields.getFirst(field);
        return value == null ? "" : value;
    }

    @Override
    public String toString() {
        return "SubmittedForm";
    }
}
