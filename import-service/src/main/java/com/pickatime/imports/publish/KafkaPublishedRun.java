package com.pickatime.imports.publish;

import com.pickatime.events.ImportSummary;

/**
 * What the records of one run say of the run.
 *
 * @param revision what the contact service orders a business's runs by
 * @param summary said on every barrier
 */
public record KafkaPublishedRun(String businessId, String importId, long revision, ImportSummary summary) {}
