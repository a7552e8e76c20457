package com.pickatime.contacts.completion;

import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.events.ImportSummary;

/**
 * An import that is over once all of its barriers are applied.
 *
 * @param partitions how many barriers it has
 * @param summary what it found and planned
 */
record Completion(RunKey run, int partitions, ImportSummary summary) {}
