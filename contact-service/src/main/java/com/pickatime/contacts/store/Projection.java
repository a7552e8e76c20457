package com.pickatime.contacts.store;

import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Which fields are derived from a record.
 *
 * <p>What was written under an older one is shown to comparisons with another hash than it has, so that the next import
 * publishes it again, and it is derived anew.
 *
 * @param number written with each document; {@value #FIRST} where a document has none
 */
public record Projection(int number) {

    private static final int FIRST = 1;

    /** To be raised by one with whatever makes another document of the same record. */
    public static final Projection CURRENT = new Projection(2);

    /** The hash of a stored entity as comparisons see it. */
    public byte[] hashOf(BsonDocument entity) {
        var hash = entity.getBinary(DocumentFields.HASH).getData();
        if (entity.getInt32(DocumentFields.PROJECTION, new BsonInt32(FIRST)).getValue() >= number) {
            return hash;
        }
        var another = new byte[hash.length];
        for (int i = 0; i < hash.length; i++) {
            another[i] = (byte) ~hash[i];
        }
        return another;
    }
}
