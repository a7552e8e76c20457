package com.pickatime.contacts.ledger;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;

/**
 * One run of an import.
 *
 * @param revision the run's number within the business
 */
public record RunKey(ImportId importId, BusinessId businessId, long revision) {}
