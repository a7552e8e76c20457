package com.pickatime.platform.kafka;

/** No broker answers where the settings say that one is; the message names the setting. */
final class BrokersUnreachableException extends RuntimeException {

    BrokersUnreachableException(String message) {
        super(message);
    }
}
