package com.pickatime.local.infrastructure.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads the text of an Avro schema. */
final class SchemaText {

    private SchemaText() {}

    /** A refusal with code 42201 when it is no schema. */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
