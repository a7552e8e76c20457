package com.pickatime.contacts.store;

import org.bson.Document;

/**
 * What somebody answered to a prompt of their business; it stays when the prompt is worded anew or is no more.
 *
 * @param prompt id of the prompt
 * @param asked the words that it was asked with
 */
public record ContactAnswer(String prompt, String asked, String answer) {

    private static final String ASKED = "asked";
    private static final String ANSWER = "answer";

    /** As it stands in the contact, under the prompt's id. */
    public Document document() {
        return new Document(ASKED, asked).append(ANSWER, answer);
    }

    static ContactAnswer of(String prompt, Document document) {
        return new ContactAnswer(prompt, document.getString(ASKED), document.getString(ANSWER));
    }

    /** Says nothing: an answer may be anything about a person. */
    @Override
    public String toString() {
        return "ContactAnswer[" + prompt + "]";
    }
}
