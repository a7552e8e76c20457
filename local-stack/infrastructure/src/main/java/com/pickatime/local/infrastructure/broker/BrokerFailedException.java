package com.pickatime.local.infrastructure.broker;

import java.util.List;

/** The broker did not start; the message ends with the last lines of its log. */
public final class BrokerFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerFailedException(String what, List<String> logTail) {
        super("The Kafka broker " + what + "; its log ends with:\n" + String.join("\n", logTail));
    }
}
