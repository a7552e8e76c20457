package com.pickatime.imports.publish;

import com.pickatime.events.ImportBarrier;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.platform.crypto.FieldCipher;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A payload that may leave the service: whatever its schema calls a ciphertext is one. Rows hold clear values, and this is the only
 * way from a row to a record; a record takes nothing else.
 */
final class KafkaSealedPayload {

    private static final String CIPHERTEXT = "Ciphertext";

    private final SpecificRecord payload;

    private KafkaSealedPayload(SpecificRecord payload) {
        this.payload = payload;
    }

    /** A row's, sealed for its business, source ID and field: what {@code emailCiphertext} holds was sealed as {@code email}. */
    static KafkaSealedPayload of(RosterRow row, String businessId, FieldCipher cipher) {
        return new KafkaSealedPayload(row.payloadWith((field, value) -> value instanceof ByteBuffer clear
                ? ByteBuffer.wrap(cipher.seal(businessId, row.sourceId(), sealedAs(field), bytes(clear)))
                : value));
    }

    /** A barrier names nobody. */
    static KafkaSealedPayload of(ImportBarrier barrier) {
        return new KafkaSealedPayload(barrier);
    }

    SpecificRecord payload() {
        return payload;
    }

    private static String sealedAs(Schema.Field field) {
        if (!field.name().endsWith(CIPHERTEXT)) {
            throw new IllegalStateException(
                    "the schema has bytes in " + field.name() + ", which is called no ciphertext");
        }
        return field.name().substring(0, field.name().length() - CIPHERTEXT.length());
    }

    private static byte[] bytes(ByteBuffer clear) {
        var bytes = new byte[clear.remaining()];
        clear.duplicate().get(bytes);
        return bytes;
    }
}
