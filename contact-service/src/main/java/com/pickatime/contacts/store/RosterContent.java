package com.pickatime.contacts.store;

import org.bson.BsonDocument;

/**
 * What the roster says of one entity.
 *
 * @param hash the importer's keyed hash of it, 16 bytes
 * @param fields as {@link RosterFields} names them
 */
public record RosterContent(byte[] hash, BsonDocument fields) {}
