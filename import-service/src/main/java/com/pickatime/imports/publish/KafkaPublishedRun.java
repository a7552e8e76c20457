package com.pickatime.imports.publish;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;

/**
 * What the records of one run say of the run.
 *
 * @param revision what the contact service orders a business's runs by
 */
public record KafkaPublishedRun(BusinessId businessId, ImportId importId, long revision) {}
