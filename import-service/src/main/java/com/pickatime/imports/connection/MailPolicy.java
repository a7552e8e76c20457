package com.pickatime.imports.connection;

/** About which imports a business's administrators get a mail, beside the first one and those that somebody asked for. */
public enum MailPolicy {
    EVERY_RUN,
    CHANGES,
    PROBLEMS,
    CHANGES_AND_PROBLEMS
}
