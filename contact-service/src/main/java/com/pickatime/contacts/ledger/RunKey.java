package com.pickatime.contacts.ledger;

/**
 * One run of an import.
 *
 * @param revision the run's number within the business
 */
public record RunKey(String importId, String businessId, long revision) {}
