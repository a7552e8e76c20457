package com.pickatime.sso.accounts;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.Registrant;
import com.pickatime.sso.contacts.SignInContact;
import java.util.List;
import org.bson.types.Binary;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a parent entered who wants an account. It waits sealed until they showed that the address is theirs.
 *
 * @param contact id of the contact that is made of it, chosen when the parent asked: however often it is tried, it is one contact
 */
public record Registration(ContactId contact, String givenName, String familyName, List<Registrant.Answer> answers) {

    private static final String FIELD = "registration";
    private static final JsonMapper JSON = JsonMapper.shared();

    public Registration {
        answers = List.copyOf(answers);
    }

    /** Their contact, before it is one. */
    SignInContact person() {
        return new SignInContact(contact, null, givenName + ' ' + familyName, List.of("PARENT"), AccessLevel.CUSTOMER);
    }

    /** What the contact is made of, with the address that the link went to. */
    public Registrant withAddress(String email) {
        return new Registrant(givenName, familyName, email, answers);
    }

    Binary seal(FieldCipher cipher, BusinessId businessId, String id) {
        return new Binary(cipher.seal(businessId, id, FIELD, JSON.writeValueAsString(this)));
    }

    static Registration open(FieldCipher cipher, BusinessId businessId, String id, Binary sealed) {
        return JSON.readValue(cipher.open(businessId, id, FIELD, sealed.getData()), Registration.class);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Registration[" + contact + ']';
    }
}
