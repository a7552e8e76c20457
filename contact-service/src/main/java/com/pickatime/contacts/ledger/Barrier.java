package com.pickatime.contacts.ledger;

import com.pickatime.schemas.digest.RosterDigest;

/**
 * What an import says it published on one partition.
 *
 * @param records records before the barrier
 * @param digest order-free digest of those records
 */
public record Barrier(long records, RosterDigest digest) {}
