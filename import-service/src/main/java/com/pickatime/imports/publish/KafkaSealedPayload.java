package com.pickatime.imports.publish;

import com.pickatime.events.ImportBarrier;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.RosterPayloads;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * A payload that may leave the service: whatever its schema calls a ciphertext is one. Rows hold clear values, and this is the only
 * way from a row to a record; a record takes nothing else.
 */
final class KafkaSealedPayload {

    private final SpecificRecord payload;

    private KafkaSealedPayload(SpecificRecord payload) {
        this.payload = payload;
    }

    /** A row's, sealed for its business, source ID and field: what {@code emailCiphertext} holds was sealed as {@code email}. */
    static KafkaSealedPayload of(RosterRow row, BusinessId businessId, FieldCipher cipher) {
        return new KafkaSealedPayload(row.payloadWith((field, value) -> value instanceof ByteBuffer clear
                ? ByteBuffer.wrap(cipher.seal(
                        businessId, row.sourceId(), RosterPayloads.sealedAs(field.name()), RosterPayloads.bytes(clear)))
                : value));
    }

    /** A barrier names nobody. */
    static KafkaSealedPayload of(ImportBarrier barrier) {
        return new KafkaSealedPayload(barrier);
    }

    SpecificRecord payload() {
        return payload;
    }
}
