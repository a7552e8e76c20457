package com.pickatime.contacts.ledger;

import com.pickatime.schemas.digest.RosterDigest;

/**
 * What an import says it published on one partition.
 *
 * @param partitions how many such barriers the import has
 * @param records records before the barrier
 * @param digest order-free digest of those records
 */
public record Barrier(int partitions, long records, RosterDigest digest) {}
