package com.pickatime.contacts.reading;

import com.pickatime.events.RosterDemographics;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.PersonHashes;
import com.pickatime.platform.ids.BusinessId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;

/**
 * Birth dates as the store holds them: the ciphertext from the topic, and a keyed hash to compare by. The date itself is
 * never kept.
 *
 * <p>The business is part of what is hashed, so equal dates of two businesses do not show as equal.
 */
@Component
public final class BirthDateHashes {

    private static final String FIELD = "birthDate";

    private final SealedFields fields;
    private final KeyedHash hash;

    BirthDateHashes(SealedFields fields, KeyedHash hash) {
        this.fields = fields;
        this.hash = hash;
    }

    /** What to compare a birth date by. */
    byte[] hash(BusinessId businessId, String sourceId, RosterDemographics demographics) {
        var date = date(fields.open(businessId, sourceId, FIELD, demographics.getBirthDateCiphertext()));
        return hash(businessId, date);
    }

    /** The same for a date that somebody says. */
    public byte[] hash(BusinessId business, LocalDate date) {
        return PersonHashes.birthDate(hash, business, date.toString());
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new RefusedException(RefusalReason.INVALID_BIRTH_DATE);
        }
    }
}
