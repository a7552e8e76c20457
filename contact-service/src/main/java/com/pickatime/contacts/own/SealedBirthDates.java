package com.pickatime.contacts.own;

import com.pickatime.contacts.reading.BirthDateHashes;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Birth dates as contacts of our own have them. */
@Component
public final class SealedBirthDates {

    private final FieldCipher cipher;
    private final BirthDateHashes hashes;

    public SealedBirthDates(FieldCipher cipher, BirthDateHashes hashes) {
        this.cipher = cipher;
        this.hashes = hashes;
    }

    /** Opens for this contact alone. */
    public SealedBirthDate seal(BusinessId business, ContactId contact, LocalDate date) {
        return new SealedBirthDate(
                cipher.seal(business, contact.value(), RosterFields.BIRTH_DATE, date.toString()), hash(business, date));
    }

    /** The same for equal dates of a business. */
    public byte[] hash(BusinessId business, LocalDate date) {
        return hashes.hash(business, date);
    }
}
