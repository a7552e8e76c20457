package com.pickatime.contacts.completion;

import com.pickatime.contacts.ledger.ImportRun;

/**
 * An import whose end has been seen.
 *
 * @param barrier the value of one of its barriers, as it came from Kafka
 */
record Completion(ImportRun run, byte[] barrier) {}
