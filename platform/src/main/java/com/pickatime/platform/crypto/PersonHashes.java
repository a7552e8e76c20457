package com.pickatime.platform.crypto;

import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what two services compare who somebody is without telling each other: equal for equal values of one business under the same
 * key, and for nothing else.
 */
public final class PersonHashes {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private PersonHashes() {}

    /** Of a given and a family name, whatever their case, their blanks and the way their letters are encoded. */
    public static byte[] name(KeyedHash hash, BusinessId business, @Nullable String given, @Nullable String family) {
        return hash.of(bytes("name:" + business.value() + ':' + folded(given) + '\n' + folded(family)));
    }

    /** Of a birth date, as YYYY-MM-DD. */
    public static byte[] birthDate(KeyedHash hash, BusinessId business, String date) {
        // a business id holds no colon, so two different pairs never give the same bytes
        return hash.of(bytes("birthDate:" + business.value() + ':' + date));
    }

    /** Of the district's own number for a person, whatever its case and the blanks around it. */
    public static byte[] identifier(KeyedHash hash, BusinessId business, String identifier) {
        return hash.of(bytes("identifier:" + business.value() + ':' + folded(identifier)));
    }

    /** Of an e-mail address, whatever its case. */
    public static byte[] email(KeyedHash hash, BusinessId business, String email) {
        return hash.of(bytes("email:" + business.value() + ':' + folded(email)));
    }

    private static String folded(@Nullable String name) {
        return name == null
                ? ""
                : BLANKS.matcher(
                                Normalizer.normalize(name, Normalizer.Form.NFKC).strip())
                        .replaceAll(" ")
                        .toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
