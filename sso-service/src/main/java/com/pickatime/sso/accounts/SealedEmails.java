package com.pickatime.sso.accounts;

import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;

/** E-mail addresses of people who sign in with a password, as they are stored: sealed to be read, hashed to be found. */
@Component
public class SealedEmails {

    private static final String FIELD = "local-administrator-email";

    /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
    private static final int LONGEST = 254;

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s,;<>\"]+\\.[^@\\s.,;<>\"]{2,}");

    private final FieldCipher cipher;
    private final KeyedHash hash;

    SealedEmails(FieldCipher cipher, KeyedHash hash) {
        this.cipher = cipher;
        this.hash = hash;
    }

    /** Whether a text can be one mail address. */
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /** Stands for an address within a business, in upper or lower case; at another business it has another hash. */
    public String hash(BusinessId businessId, String email) {
        return keyed(businessId.value(), email);
    }

    /** Stands for the network that somebody comes from; no address at any business has the same hash. */
    public String hashOfNetwork(String network) {
        return keyed("", network);
    }

    Binary seal(BusinessId businessId, String id, String email) {
        return new Binary(cipher.seal(businessId, id, FIELD, plain(email)));
    }

    String open(BusinessId businessId, String id, Binary sealed) {
        return cipher.open(businessId, id, FIELD, sealed.getData());
    }

    private String keyed(String business, String text) {
        var content = String.join("\0", FIELD, business, plain(text));
        return HexFormat.of().formatHex(hash.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** An address as the contact service compares it; mails go to this one, which is nobody else's. */
    static String plain(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
