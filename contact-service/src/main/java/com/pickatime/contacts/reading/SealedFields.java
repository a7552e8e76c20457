package com.pickatime.contacts.reading;

import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.UnreadableFieldException;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.RosterPayloads;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the sealed fields of a record, each for the business and source ID that the record itself names. */
@Component
final class SealedFields {

    private final FieldCipher cipher;

    SealedFields(FieldCipher cipher) {
        this.cipher = cipher;
    }

    String open(BusinessId businessId, String sourceId, String field, ByteBuffer ciphertext) {
        try {
            return cipher.open(businessId, sourceId, field, RosterPayloads.bytes(ciphertext));
        } catch (UnreadableFieldException e) {
            throw new RefusedException(RefusalReason.UNREADABLE_FIELD);
        }
    }

    /** Trimmed; null for an absent or blank one. */
    @Nullable
    String openText(BusinessId businessId, String sourceId, String field, @Nullable ByteBuffer ciphertext) {
        if (ciphertext == null) {
            return null;
        }
        var text = open(businessId, sourceId, field, ciphertext).strip();
        return text.isEmpty() ? null : text;
    }
}
