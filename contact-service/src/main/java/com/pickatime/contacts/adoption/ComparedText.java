package com.pickatime.contacts.adoption;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A name or a title as it is compared: two are equal if they differ in nothing but case, marks, punctuation and blanks.
 *
 * <p>What that means in every script is Unicode's collation (UTS #10) at its primary strength, in no language's order.
 *
 * @param key without what does not count
 */
record ComparedText(ByteBuffer key) {

    private static final Collator COLLATOR = collator();

    /** Of a text in which nothing counts: the end of a key and no more. */
    private static final int NOTHING = 1;

    /** Null for a text in which nothing counts. */
    static @Nullable ComparedText of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        // Yılmaz is YILMAZ in capitals, and the collation has no dotless i among the marks
        var key = COLLATOR.getCollationKey(UCharacter.toUpperCase(ULocale.ROOT, text))
                .toByteArray();
        return key.length <= NOTHING
                ? null
                : new ComparedText(ByteBuffer.wrap(key).asReadOnlyBuffer());
    }

    private static Collator collator() {
        var collator = (RuleBasedCollator) Collator.getInstance(ULocale.ROOT);
        collator.setStrength(Collator.PRIMARY);
        collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
        collator.setAlternateHandlingShifted(true);
        return collator.freeze();
    }

    byte[] bytes() {
        var bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return bytes;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "ComparedText";
    }
}
