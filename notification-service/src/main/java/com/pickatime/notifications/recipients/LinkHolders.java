package com.pickatime.notifications.recipients;

import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Contacts who are to get a link to choose a password. */
@Component
public class LinkHolders {

    private final FieldCipher cipher;
    private final KeyedHash hash;

    LinkHolders(FieldCipher cipher, KeyedHash hash) {
        this.cipher = cipher;
        this.hash = hash;
    }

    /** @throws com.pickatime.platform.crypto.UnreadableFieldException if the address does not open */
    public Recipient recipient(BusinessId businessId, PasswordLinkNews news) {
        var address = open(businessId, news, "password-link-address", news.address());
        return Recipient.of(hash, address);
    }

    /**
     * The link itself, which nothing but the letter may have.
     *
     * @throws com.pickatime.platform.crypto.UnreadableFieldException if it does not open
     */
    public String link(BusinessId businessId, PasswordLinkNews news) {
        return open(businessId, news, "password-link", news.link());
    }

    private String open(BusinessId businessId, PasswordLinkNews news, String field, String ciphertext) {
        return cipher.open(
                businessId, news.contact().value(), field, Base64.getDecoder().decode(ciphertext));
    }
}
