package com.pickatime.contacts.reading;

import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.Words;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The fields of a contact. */
@Component
final class PersonFields {

    private final SealedFields fields;

    PersonFields(SealedFields fields) {
        this.fields = fields;
    }

    void add(FieldCollector content, RosterRecord record) {
        var person = Payloads.payload(record, RosterPerson.class);
        if (person.getRoles().isEmpty()
                || (person.getGivenName().isBlank() && person.getFamilyName().isBlank())) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
        var email = fields.openText(record, "email", person.getEmailCiphertext());
        content.texts(
                        RosterFields.ROLES,
                        person.getRoles().stream().map(Enum::name).toList())
                .text(RosterFields.GIVEN_NAME, person.getGivenName())
                .text(RosterFields.FAMILY_NAME, person.getFamilyName())
                .text(RosterFields.MIDDLE_NAME, person.getMiddleName())
                .text(RosterFields.IDENTIFIER, person.getIdentifier())
                .text(RosterFields.EMAIL, email == null ? null : email.toLowerCase(Locale.ROOT))
                .text(RosterFields.EMAIL_GIVEN, email)
                .text(RosterFields.USERNAME, fields.openText(record, "username", person.getUsernameCiphertext()))
                .texts(
                        RosterFields.WORDS,
                        Words.of(
                                person.getGivenName(),
                                person.getFamilyName(),
                                person.getMiddleName(),
                                person.getIdentifier(),
                                email))
                .texts(RosterFields.ORGS, person.getOrgSourceIds())
                .texts(RosterFields.GRADES, person.getGrades())
                .texts(RosterFields.AGENTS, person.getAgentSourceIds())
                .flag(RosterFields.ENABLED, person.getEnabled());
    }
}
