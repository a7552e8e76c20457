package com.pickatime.imports.publish;

/**
 * What the records of one run say of the run.
 *
 * @param revision what the contact service orders a business's runs by
 */
public record KafkaPublishedRun(String businessId, String importId, long revision) {}
