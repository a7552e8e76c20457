package com.pickatime.local.infrastructure.registry;

import org.apache.avro.Schema;

/** One version of a subject; subjects that hold the same schema share its id. */
record RegisteredSchema(String subject, int version, int id, Schema schema) {

    String text() {
        return schema.toString();
    }
}
