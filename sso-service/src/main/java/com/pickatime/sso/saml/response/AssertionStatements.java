package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.NameId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an assertion says about a person: the name, how the session stands, and the attributes. */
record AssertionStatements(SamlElement assertion) {

    private static final int MOST_ATTRIBUTES = 256;
    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_VALUE = 8192;

    /** The one statement of how the person signed in; SAML lets there be more, which nobody could tell apart. */
    SamlElement authentication() throws RefusedResponseException {
        var statements = assertion.children("AuthnStatement");
        ResponseRefusal.NO_AUTHN_STATEMENT.unless(statements.size() == 1);
        var statement = statements.get(0);
        ResponseRefusal.NO_AUTHN_STATEMENT.unless(
                statement.instant("AuthnInstant").isPresent()
                        && statement.child("AuthnContext").isPresent());
        return statement;
    }

    NameId name() throws RefusedResponseException {
        var subject = ResponseRefusal.NO_NAME.unlessPresent(assertion.child("Subject"));
        ResponseRefusal.ENCRYPTED_PART.unless(subject.child("EncryptedID").isEmpty());
        var name = ResponseRefusal.NO_NAME.unlessPresent(subject.child("NameID"));
        var value = name.text();
        ResponseRefusal.NO_NAME.unless(!value.isBlank());
        ResponseRefusal.TOO_LARGE.unless(value.length() <= LONGEST_NAME);
        return new NameId(
                value,
                name.attribute("Format").orElse(null),
                name.attribute("NameQualifier").orElse(null),
                name.attribute("SPNameQualifier").orElse(null));
    }

    /**
     * Several attributes of one name are one with all their values. Those that somebody reads are read whole or refuse the
     * response; of all others, which are shown at most, there is what is text and not too much.
     */
    Map<String, List<String>> attributes(Set<String> read) throws RefusedResponseException {
        var attributes = new LinkedHashMap<String, List<String>>();
        var values = 0;
        var others = 0;
        var otherValues = 0;
        for (var attribute : elements()) {
            var name = attribute.required("Name");
            if (read.contains(name)) {
                var whole = values(attribute);
                values += whole.size();
                ResponseRefusal.TOO_LARGE.unless(values <= MOST_VALUES);
                attributes.computeIfAbsent(name, first -> new ArrayList<>()).addAll(whole);
            } else if (name.length() <= LONGEST_NAME && (attributes.containsKey(name) || others < MOST_ATTRIBUTES)) {
                others += attributes.containsKey(name) ? 0 : 1;
                var shown = readable(attribute, MOST_VALUES - otherValues);
                otherValues += shown.size();
                attributes.computeIfAbsent(name, first -> new ArrayList<>()).addAll(shown);
            }
        }
        attributes.replaceAll((name, all) -> List.copyOf(all));
        return Collections.unmodifiableMap(attributes);
    }

    private static List<String> readable(SamlElement attribute, int most) {
        return attribute.children("AttributeValue").stream()
                .flatMap(value -> value.readableText().stream())
                .filter(text -> text.length() <= LONGEST_VALUE)
                .limit(most)
                .toList();
    }

    private List<SamlElement> elements() throws RefusedResponseException {
        var elements = new ArrayList<SamlElement>();
        for (var statement : assertion.children("AttributeStatement")) {
            ResponseRefusal.ENCRYPTED_PART.unless(
                    statement.children("EncryptedAttribute").isEmpty());
            elements.addAll(statement.children("Attribute"));
        }
        return elements;
    }

    private static List<String> values(SamlElement attribute) throws RefusedResponseException {
        var values = new ArrayList<String>();
        for (var value : attribute.children("AttributeValue")) {
            var text = ResponseRefusal.UNREADABLE_ATTRIBUTE.unlessPresent(value.readableText());
            ResponseRefusal.TOO_LARGE.unless(text.length() <= LONGEST_VALUE);
            values.add(text);
        }
        return values;
    }
}
